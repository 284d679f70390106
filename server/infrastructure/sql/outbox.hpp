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

}  // namespace snapory
