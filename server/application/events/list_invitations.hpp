#pragma once

#include "application/ports/clock.hpp"
#include "application/ports/events.hpp"
#include "application/ports/invitations.hpp"
#include "domain/caller.hpp"

namespace snapory {

// Whom an event has invited by mail, newest first. Errors: forbidden, not_found, unauthenticated.
class ListInvitations {
public:
    ListInvitations(Events& events, Invitations& invitations, Clock& clock)
        : events_(events), invitations_(invitations), clock_(clock) {}

    Result<Page<MailedInvitation, InvitationPosition>> operator()(
        const Caller& caller, const EventId& event, std::size_t limit,
        const std::optional<InvitationPosition>& after) const;

private:
    Events& events_;
    Invitations& invitations_;
    Clock& clock_;
};

}  // namespace snapory
