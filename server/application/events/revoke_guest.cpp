#include "application/events/revoke_guest.hpp"

#include "application/admission.hpp"

namespace snapory {

Result<void> RevokeGuest::operator()(const Caller& caller, const EventId& event, const GuestId& guest) const {
    auto now = clock_.now();
    auto admitted = admit(caller, Action::manage_event, events_, event, now);
    if (!admitted) return fail(admitted.error());
    if (!guests_.revoke(event, guest, now))
        return fail(Errc::not_found, "No guest of this event has this id.");
    return {};
}

}  // namespace snapory
