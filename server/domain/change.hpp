#pragma once

#include <cstdint>
#include <optional>

#include "domain/id.hpp"
#include "domain/time.hpp"

namespace snapory {

enum class ChangeType : std::uint8_t {
    photo_added,    // safe, not yet shown
    photo_ready,    // processed; also when moderation or another shown property changed
    photo_failed,   // processing gave up
    photo_removed,  // deleted or hidden
    match_found,    // a photo of the guest's standing query
    event_changed,
    people_changed,    // of the event's people, for its hosts
    photos_reordered,  // many photos have another time than before
};

// Something that happened in an event, in an order that all its readers share.
struct Change {
    EventId event;
    std::uint64_t sequence = 0;  // 1, 2, 3 … within the event, in the order of commits, without gaps
    ChangeType type = ChangeType::event_changed;
    std::optional<PhotoId> photo;
    std::optional<GuestId> guest;  // present: meant for this guest alone
    TimePoint at;

    bool operator==(const Change&) const = default;
};

}  // namespace snapory
