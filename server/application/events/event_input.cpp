#include "application/events/event_input.hpp"

namespace snapory {
namespace {

template <class Value>
void assign(Value& value, const std::optional<Value>& wanted) {
    if (wanted) value = *wanted;
}

void apply(EventSettings& settings, const SettingsChange& change) {
    assign(settings.face_search, change.face_search);
    assign(settings.guest_upload, change.guest_upload);
    assign(settings.guest_view, change.guest_view);
    assign(settings.guest_download, change.guest_download);
    assign(settings.approval, change.approval);
    assign(settings.location, change.location);
    assign(settings.photos_per_guest, change.photos_per_guest);
    assign(settings.reveal_at, change.reveal_at);
}

Result<void> set_state(Event& event, EventState state) {
    if (state == EventState::deleted)
        return fail(Errc::invalid, "An event is deleted by DELETE, not by its state.", "state");
    if (!may_become(event.state, state))
        return fail(Errc::conflict, "An event that was open cannot be a draft again.", "state");
    event.state = state;
    return {};
}

Result<void> set_pin(Event& event, const std::optional<std::string>& pin, Passwords& passwords) {
    if (!pin) {
        event.pin_hash.clear();
        return {};
    }
    if (auto checked = check_pin(*pin); !checked) return checked;
    event.pin_hash = passwords.hash(*pin);
    return {};
}

}  // namespace

Result<Event> changed(Event event, const EventChange& change, Passwords& passwords, TimeZones& zones) {
    if (change.title) {
        auto title = parse_title(*change.title);
        if (!title) return fail(title.error());
        event.title = *title;
    }
    assign(event.starts_at, change.starts_at);
    assign(event.ends_at, change.ends_at);
    if (auto checked = check_dates(event.starts_at, event.ends_at); !checked) return fail(checked.error());
    if (change.time_zone && !zones.knows(*change.time_zone))
        return fail(Errc::invalid, "No time zone has this name; take one such as Europe/Lisbon.", "timeZone");
    assign(event.time_zone, change.time_zone);
    if (change.state)
        if (auto set = set_state(event, *change.state); !set) return fail(set.error());
    apply(event.settings, change.settings);
    if (change.pin)
        if (auto set = set_pin(event, *change.pin, passwords); !set) return fail(set.error());
    return event;
}

}  // namespace snapory
