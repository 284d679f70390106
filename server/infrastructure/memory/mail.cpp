#include "infrastructure/memory/mail.hpp"

#include <algorithm>

namespace snapory {

void MemoryOutbox::add(const OwedMail& mail) {
    std::lock_guard lock(rows_.mutex);
    rows_.outbox.push_back({mail, 0, mail.created_at});
}

std::optional<ClaimedMail> MemoryOutbox::claim(TimePoint now) {
    std::lock_guard lock(rows_.mutex);
    auto next = std::ranges::min_element(
        rows_.outbox, {}, [](const auto& row) { return std::pair(row.not_before, row.mail.id); });
    if (next == rows_.outbox.end() || next->not_before > now) return std::nullopt;
    next->not_before = now + mail_lease;
    return ClaimedMail{next->mail, ++next->attempts};
}

void MemoryOutbox::postpone(const ClaimedMail& claimed, TimePoint not_before) {
    std::lock_guard lock(rows_.mutex);
    for (auto& row : rows_.outbox)
        if (row.mail.id == claimed.mail.id && row.attempts == claimed.attempts) row.not_before = not_before;
}

void MemoryOutbox::remove(const MailId& id) {
    std::lock_guard lock(rows_.mutex);
    std::erase_if(rows_.outbox, [&](const auto& row) { return row.mail.id == id; });
}

OutboxCounts MemoryOutbox::counts() {
    std::lock_guard lock(rows_.mutex);
    OutboxCounts counts{rows_.outbox.size(), std::nullopt};
    for (const auto& row : rows_.outbox)
        counts.oldest = std::min(counts.oldest.value_or(row.mail.created_at), row.mail.created_at);
    return counts;
}

void MemoryOneTimeTokens::add(const OneTimeToken& token) {
    std::lock_guard lock(rows_.mutex);
    rows_.one_time_tokens.push_back(token);
}

std::optional<std::string> MemoryOneTimeTokens::find(TokenPurpose purpose, const std::string& hash,
                                                     TimePoint now) {
    std::lock_guard lock(rows_.mutex);
    for (const auto& token : rows_.one_time_tokens)
        if (token.purpose == purpose && token.hash == hash && token.expires_at > now) return token.subject;
    return std::nullopt;
}

std::optional<std::string> MemoryOneTimeTokens::take(TokenPurpose purpose, const std::string& hash,
                                                     TimePoint now) {
    std::lock_guard lock(rows_.mutex);
    std::optional<std::string> subject;
    std::erase_if(rows_.one_time_tokens, [&](const OneTimeToken& token) {
        bool fits = token.purpose == purpose && token.hash == hash && token.expires_at > now;
        if (fits) subject = token.subject;
        return fits;
    });
    return subject;
}

void MemoryOneTimeTokens::purge(TimePoint now) {
    std::lock_guard lock(rows_.mutex);
    std::erase_if(rows_.one_time_tokens, [&](const OneTimeToken& token) { return token.expires_at <= now; });
}

Delivery MemoryMailer::send(const Mail& mail, const std::stop_token& stop) {
    std::lock_guard lock(mutex_);
    if (stop.stop_requested()) return {Delivery::Outcome::postponed, "stopped"};
    if (refused_.contains(mail.to)) return {Delivery::Outcome::refused, "there is no such person"};
    if (postponed_.contains(mail.to)) return {Delivery::Outcome::postponed, "later"};
    sent_.push_back(mail);
    return {Delivery::Outcome::accepted, ""};
}

void MemoryMailer::refuse(const std::string& address) {
    std::lock_guard lock(mutex_);
    refused_.insert(address);
}

void MemoryMailer::postpone(const std::string& address) {
    std::lock_guard lock(mutex_);
    postponed_.insert(address);
}

std::vector<Mail> MemoryMailer::sent() {
    std::lock_guard lock(mutex_);
    return sent_;
}

}  // namespace snapory
