#include "application/events/list_invitations.hpp"

#include "application/admission.hpp"

namespace snapory {

Result<Page<MailedInvitation, InvitationPosition>> ListInvitations::operator()(
    const Caller& caller, const EventId& event, std::size_t limit,
    const std::optional<InvitationPosition>& after) const {
    auto admitted = admit(caller, Action::manage_event, events_, event, clock_.now());
    if (!admitted) return fail(admitted.error());
    return invitations_.list(event, limit, after);
}

}  // namespace snapory
