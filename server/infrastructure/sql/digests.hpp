#pragma once

#include "application/ports/digests.hpp"
#include "infrastructure/sql/database.hpp"

namespace snapory {

class SqlDigests final : public Digests {
public:
    explicit SqlDigests(Database& database) : database_(database) {}

    void put(const Digest& digest) override;
    std::optional<Digest> find(const EventId& event, const GuestId& guest) override;
    std::optional<Digest> find(const MailId& mail) override;
    void remove(const EventId& event, const GuestId& guest) override;
    std::vector<DueDigest> due(TimePoint now, std::size_t limit) override;
    void settle(const Digest& seen, const Digest& next, const std::optional<OwedMail>& mail) override;

private:
    Database& database_;
};

// For the transaction that ends a guest's access.
void remove_digest(Connection& connection, const EventId& event, const GuestId& guest);

}  // namespace snapory
