#pragma once

#include "application/ports/invitations.hpp"
#include "infrastructure/memory/rows.hpp"

namespace snapory {

class MemoryInvitations final : public Invitations {
public:
    explicit MemoryInvitations(MemoryRows& rows) : rows_(rows) {}

    void add(const std::vector<MailedInvitation>& invitations) override;
    std::optional<MailedInvitation> find(const InvitationId& id) override;
    Page<MailedInvitation, InvitationPosition> list(const EventId& event, std::size_t limit,
                                                    const std::optional<InvitationPosition>& after) override;
    void settle(const InvitationId& id, InvitationState state) override;
    bool remove(const EventId& event, const InvitationId& id) override;

private:
    MemoryRows& rows_;
};

}  // namespace snapory
