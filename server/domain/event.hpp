#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "domain/id.hpp"
#include "domain/result.hpp"
#include "domain/time.hpp"

namespace snapory {

enum class EventState : std::uint8_t {
    draft,     // only hosts see it
    open,      // guests see it and add photos
    closed,    // guests see it, no more photos
    archived,  // gallery off for guests
    deleted,   // waits out its grace period, then everything is erased
};
enum class Approval : std::uint8_t { automatic, host };
enum class LocationSharing : std::uint8_t { off, city, exact };

struct EventSettings {
    bool face_search = false;  // true only after the host has confirmed the notice
    bool guest_upload = true;
    bool guest_view = true;
    bool guest_download = true;
    Approval approval = Approval::automatic;
    LocationSharing location = LocationSharing::off;  // what guests see of where a photo was taken
    std::uint32_t photos_per_guest = 0;               // 0: no limit
    std::optional<TimePoint> reveal_at;               // guests see the gallery from then on

    bool operator==(const EventSettings&) const = default;
};

// An occasion whose photos are collected.
struct Event {
    EventId id;
    OrganisationId organisation;
    EventCode code;     // unique within the instance; whoever holds it may join
    std::string title;  // 1 to 200 characters
    std::optional<TimePoint> starts_at;
    std::optional<TimePoint> ends_at;
    std::string time_zone = "UTC";  // IANA name; of photos whose camera names none
    EventState state = EventState::open;
    std::string pin_hash;  // empty: no PIN
    EventSettings settings;
    TimePoint created_at;
    std::optional<TimePoint> deleted_at;

    bool has_pin() const { return !pin_hash.empty(); }
    // Why no photo may be added now, whoever asks; nothing when one may.
    std::optional<Error> refuses_photos() const;
    // Whether guests may look at the gallery now.
    bool shows_gallery(TimePoint now) const;
    // When face codes of this event expire: 30 days after its end, or after its creation when it has none.
    TimePoint faces_expire_at() const;

    bool operator==(const Event&) const = default;
};

// How much an event holds; what the host's page counts.
struct EventCounts {
    std::uint64_t photos = 0;  // not deleted, in any state
    std::uint64_t processing = 0;
    std::uint64_t failed = 0;
    std::uint64_t pending = 0;  // wait for the host's approval
    std::uint64_t shown = 0;    // ready and approved: what guests see
    std::uint64_t guests = 0;
    std::uint64_t faces = 0;
    std::uint64_t bytes = 0;  // of originals

    bool operator==(const EventCounts&) const = default;
};

// A person who joined an event by its code; no account.
struct Guest {
    GuestId id;
    EventId event;
    std::string display_name;  // may be empty: the name is asked after the first photo, and is optional
    TimePoint joined_at;
    std::optional<TimePoint> revoked_at;

    bool operator==(const Guest&) const = default;
};

Result<std::string> parse_title(std::string_view typed);
Result<void> check_pin(std::string_view pin);  // 4 to 12 digits
Result<void> check_dates(std::optional<TimePoint> from, std::optional<TimePoint> to);
// Whether an event may go from one state to the other; `deleted` is entered by deletion only.
bool may_become(EventState from, EventState to);

}  // namespace snapory
