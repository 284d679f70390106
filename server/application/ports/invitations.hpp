#pragma once

#include <optional>
#include <vector>

#include "application/ports/page.hpp"
#include "domain/mailed_invitation.hpp"

namespace snapory {

struct InvitationPosition {
    TimePoint created_at;
    InvitationId id;

    bool operator==(const InvitationPosition&) const = default;
};

// Who was invited to which event by mail. Their addresses go with the event. May be called from any thread;
// throws Unavailable.
class Invitations {
public:
    virtual ~Invitations() = default;

    // Stores those whose address their event has not invited yet, or in vain, and owes the mails of those
    // that wait: one transaction.
    virtual void add(const std::vector<MailedInvitation>& invitations) = 0;
    virtual std::optional<MailedInvitation> find(const InvitationId& id) = 0;  // none of a deleted event
    // Newest first.
    virtual Page<MailedInvitation, InvitationPosition> list(
        const EventId& event, std::size_t limit, const std::optional<InvitationPosition>& after) = 0;
    // Notes what became of its mail; one that was withdrawn meanwhile is no error.
    virtual void settle(const InvitationId& id, InvitationState state) = 0;
    // Forgets the address, and owes no mail to it any more. False when the event has no such invitation.
    virtual bool remove(const EventId& event, const InvitationId& id) = 0;
};

}  // namespace snapory
