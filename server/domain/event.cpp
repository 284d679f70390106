#include "domain/event.hpp"

#include <algorithm>

#include "domain/text.hpp"

namespace snapory {

std::optional<Error> Event::refuses_photos() const {
    if (state == EventState::open) return std::nullopt;
    if (state == EventState::draft)
        return Error{Errc::event_closed, "This event has not been opened yet.", ""};
    return Error{Errc::event_closed, "This event no longer takes photos.", ""};
}

bool Event::shows_gallery(TimePoint now) const {
    bool visible = state == EventState::open || state == EventState::closed;
    return visible && settings.guest_view && (!settings.reveal_at || *settings.reveal_at <= now);
}

TimePoint Event::faces_expire_at() const { return ends_at.value_or(created_at) + std::chrono::days(30); }

Result<std::string> parse_title(std::string_view typed) {
    auto title = parse_line(typed, 200, "title");
    if (title && title->empty()) return fail(Errc::invalid, "An event needs a title.", "title");
    return title;
}

Result<void> check_pin(std::string_view pin) {
    bool digits = std::all_of(pin.begin(), pin.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!digits || pin.size() < 4 || pin.size() > 12)
        return fail(Errc::invalid, "A PIN has 4 to 12 digits.", "pin");
    return {};
}

Result<void> check_dates(std::optional<TimePoint> from, std::optional<TimePoint> to) {
    if (from && to && *to < *from) return fail(Errc::invalid, "The event ends before it starts.", "endsAt");
    return {};
}

bool may_become(EventState from, EventState to) {
    if (from == EventState::deleted || to == EventState::deleted) return from == to;
    return to != EventState::draft || from == EventState::draft;
}

}  // namespace snapory
