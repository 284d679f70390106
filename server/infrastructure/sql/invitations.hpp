#pragma once

#include "application/ports/invitations.hpp"
#include "infrastructure/sql/database.hpp"

namespace snapory {

class SqlInvitations final : public Invitations {
public:
    explicit SqlInvitations(Database& database) : database_(database) {}

    void add(const std::vector<MailedInvitation>& invitations) override;
    std::optional<MailedInvitation> find(const InvitationId& id) override;
    Page<MailedInvitation, InvitationPosition> list(const EventId& event, std::size_t limit,
                                                    const std::optional<InvitationPosition>& after) override;
    void settle(const InvitationId& id, InvitationState state) override;
    bool remove(const EventId& event, const InvitationId& id) override;

private:
    Database& database_;
};

}  // namespace snapory
