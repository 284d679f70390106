#include "application/events/name_guest.hpp"

#include "application/admission.hpp"
#include "domain/text.hpp"

namespace snapory {

Result<Guest> NameGuest::operator()(const Caller& caller, const EventId& event,
                                    std::string_view display_name) const {
    auto admitted = admit(caller, Action::see_event, events_, event, clock_.now());
    if (!admitted) return fail(admitted.error());
    const auto* me = std::get_if<EventGuest>(&caller);
    if (!me) return fail(Errc::forbidden, "Only guests have a name within an event.");
    auto name = parse_line(display_name, 80, "displayName");
    if (!name) return fail(name.error());

    guests_.rename(event, me->guest, *name);
    auto guest = guests_.find(event, me->guest);
    if (!guest) return fail(Errc::not_found, "You are no longer a guest of this event.");
    return *guest;
}

}  // namespace snapory
