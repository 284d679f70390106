#pragma once

#include "application/ports/outbox.hpp"
#include "infrastructure/sql/database.hpp"

namespace snapory {

class SqlOutbox final : public Outbox {
public:
    explicit SqlOutbox(Database& database) : database_(database) {}

    void add(const OwedMail& mail) override;
    std::optional<ClaimedMail> claim(TimePoint now) override;
    void postpone(const ClaimedMail& claimed, TimePoint not_before) override;
    void remove(const MailId& id) override;
    OutboxCounts counts() override;

private:
    Database& database_;
};

// For the transaction that gives or takes the reason of a mail.
void owe(Connection& connection, const OwedMail& mail);
void owe_no_more(Connection& connection, const MailId& id);

}  // namespace snapory
