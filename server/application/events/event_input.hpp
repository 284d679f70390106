#pragma once

#include <optional>
#include <string>

#include "application/ports/passwords.hpp"
#include "application/ports/time_zones.hpp"
#include "domain/event.hpp"

namespace snapory {

// What of an event's settings is to change; what is missing stays.
struct SettingsChange {
    std::optional<bool> face_search;  // true confirms that the host has read the notice
    std::optional<bool> guest_upload;
    std::optional<bool> guest_view;
    std::optional<bool> guest_download;
    std::optional<Approval> approval;
    std::optional<LocationSharing> location;
    std::optional<std::uint32_t> photos_per_guest;      // 0: no limit
    std::optional<std::optional<TimePoint>> reveal_at;  // the inner one missing: at once
};

// What of an event is to change; what is missing stays, what is empty inside is cleared.
struct EventChange {
    std::optional<std::string> title;
    std::optional<std::optional<TimePoint>> starts_at;
    std::optional<std::optional<TimePoint>> ends_at;
    std::optional<std::string> time_zone;
    std::optional<EventState> state;
    std::optional<std::optional<std::string>> pin;  // in clear
    SettingsChange settings;
};

// The event with the change applied, or which field is wrong. A PIN costs a slow hash.
Result<Event> changed(Event event, const EventChange& change, Passwords& passwords, TimeZones& zones);

}  // namespace snapory
