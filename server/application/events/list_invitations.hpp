#pragma once

#include "application/ports/clock.hpp"
#include "application/ports/events.hpp"
#include "application/ports/invitations.hpp"
#include "domain/caller.hpp"

namespace snapory {

// Whom an event has invited by mail, newest first. Errors: mail_off, forbidden, not_found, unauthenticated.
class ListInvitations {
public:
    ListInvitations(Events& events, Invitations& invitations, Clock& clock, bool sends_mail)
        : events_(events), invitations_(invitations), clock_(clock), sends_mail_(sends_mail) {}

    Result<Page<MailedInvitation, InvitationPosition>> operator()(
        const Caller& caller, const EventId& event, std::size_t limit,
        const std::optional<InvitationPosition>& after) const;

private:
    Events& events_;
    Invitations& invitations_;
    Clock& clock_;
    bool sends_mail_;
};

}  // namespace snapory
