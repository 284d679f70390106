#include "application/events/join_event.hpp"

#include "application/attempts.hpp"
#include "domain/event_code.hpp"
#include "domain/permission.hpp"
#include "domain/text.hpp"

namespace snapory {

Result<Joined> JoinEvent::operator()(const JoinRequest& request) const {
    auto now = clock_.now();
    auto code = parse_event_code(request.code);
    auto event = code ? events_.find(*code) : std::nullopt;
    if (!event || refusal(EventGuest{GuestId(), event->id, ""}, Action::see_event, *event, now))
        return fail(Errc::not_found, "No event has this code.");
    auto name = parse_line(request.display_name, 80, "displayName");
    if (!name) return fail(name.error());
    if (auto checked = check_pin_of(*event, request.pin); !checked) return fail(checked.error());

    Guest guest{randomness_.next_id<GuestId>(now), event->id, *name, now, std::nullopt};
    guests_.add(guest, event->organisation);
    auto expires_at = now + guest_lifetime;
    return Joined{*event, guest, tokens_.issue(GuestClaims{guest.id, event->id}, now, expires_at),
                  expires_at};
}

Result<void> JoinEvent::check_pin_of(const Event& event, std::string_view pin) const {
    if (!event.has_pin()) return {};
    if (pin.empty()) return fail(Errc::forbidden, "The host asks for a PIN.", "pin");
    if (auto attempt = take_attempt(limits_, "pin/" + event.id.text(), pin_attempts); !attempt)
        return attempt;
    if (!passwords_.fits(pin, event.pin_hash)) return fail(Errc::forbidden, "This is not the PIN.", "pin");
    return {};
}

}  // namespace snapory
