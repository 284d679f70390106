#pragma once

#include "application/ports/clock.hpp"
#include "application/ports/events.hpp"
#include "application/ports/invitations.hpp"
#include "domain/caller.hpp"

namespace snapory {

// Forgets whom an event invited, and sends them no mail if none was sent yet; the link of a mail that was
// sent goes on working. Errors: forbidden, not_found (the event, or no such invitation), unauthenticated.
class WithdrawInvitation {
public:
    WithdrawInvitation(Events& events, Invitations& invitations, Clock& clock)
        : events_(events), invitations_(invitations), clock_(clock) {}

    Result<void> operator()(const Caller& caller, const EventId& event, const InvitationId& invitation) const;

private:
    Events& events_;
    Invitations& invitations_;
    Clock& clock_;
};

}  // namespace snapory
