#pragma once

#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "application/ports/mailer.hpp"
#include "application/ports/one_time_tokens.hpp"
#include "application/ports/outbox.hpp"
#include "infrastructure/memory/rows.hpp"

namespace snapory {

class MemoryOutbox final : public Outbox {
public:
    explicit MemoryOutbox(MemoryRows& rows) : rows_(rows) {}

    void add(const OwedMail& mail) override;
    std::optional<ClaimedMail> claim(TimePoint now) override;
    void postpone(const ClaimedMail& claimed, TimePoint not_before) override;
    void remove(const MailId& id) override;
    OutboxCounts counts() override;

private:
    MemoryRows& rows_;
};

class MemoryOneTimeTokens final : public OneTimeTokens {
public:
    explicit MemoryOneTimeTokens(MemoryRows& rows) : rows_(rows) {}

    void add(const OneTimeToken& token) override;
    std::optional<std::string> find(TokenPurpose purpose, const std::string& hash, TimePoint now) override;
    std::optional<std::string> take(TokenPurpose purpose, const std::string& hash, TimePoint now) override;
    void purge(TimePoint now) override;

private:
    MemoryRows& rows_;
};

// Keeps what was sent, but for addresses that were named to it.
class MemoryMailer final : public Mailer {
public:
    Delivery send(const Mail& mail, const std::stop_token& stop) override;

    void refuse(const std::string& address);
    void postpone(const std::string& address);
    std::vector<Mail> sent();

private:
    std::mutex mutex_;
    std::set<std::string> refused_, postponed_;
    std::vector<Mail> sent_;
};

}  // namespace snapory
