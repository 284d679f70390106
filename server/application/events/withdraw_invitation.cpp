#include "application/events/withdraw_invitation.hpp"

#include "application/admission.hpp"

namespace snapory {

Result<void> WithdrawInvitation::operator()(const Caller& caller, const EventId& event,
                                            const InvitationId& invitation) const {
    auto admitted = admit(caller, Action::manage_event, events_, event, clock_.now());
    if (!admitted) return fail(admitted.error());
    if (!invitations_.remove(event, invitation))
        return fail(Errc::not_found, "No invitation of this event has this id.");
    return {};
}

}  // namespace snapory
