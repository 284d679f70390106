#include "infrastructure/memory/accounts.hpp"

#include <algorithm>

namespace snapory {

Result<Account> MemoryAccounts::add(const AccountWithPassword& account, const OrganisationId& personal,
                                    bool only_first) {
    std::lock_guard lock(rows_.mutex);
    bool first = rows_.accounts.empty();
    if (only_first && !first)
        return fail(Errc::forbidden, "This Snapory takes no new accounts; ask its admin.");
    for (const auto& row : rows_.accounts)
        if (row.account.account.email == account.account.email)
            return fail(Errc::conflict, "This address has an account already.", "email");
    MemoryRows::AccountRow row{account, {{personal, account.account.name, Role::owner}}};
    row.account.account.instance_admin = first;
    return rows_.accounts.emplace_back(std::move(row)).account.account;
}

std::optional<AccountWithPassword> MemoryAccounts::find_by_email(std::string_view email) {
    std::lock_guard lock(rows_.mutex);
    for (const auto& row : rows_.accounts)
        if (row.account.account.email == email) return row.account;
    return std::nullopt;
}

std::optional<Account> MemoryAccounts::find(const AccountId& id) {
    std::lock_guard lock(rows_.mutex);
    for (const auto& row : rows_.accounts)
        if (row.account.account.id == id) return row.account.account;
    return std::nullopt;
}

std::optional<SignedInAccount> MemoryAccounts::signed_in(const AccountId& id, const SessionId& family,
                                                         TimePoint now) {
    std::lock_guard lock(rows_.mutex);
    bool lives = std::ranges::any_of(rows_.sessions, [&](const auto& row) {
        const auto& session = row.session;
        return session.account == id && session.family == family && !row.replaced && session.expires_at > now;
    });
    for (const auto& row : rows_.accounts)
        if (lives && row.account.account.id == id)
            return SignedInAccount{row.account.account, row.memberships};
    return std::nullopt;
}

std::vector<Account> MemoryAccounts::list() {
    std::lock_guard lock(rows_.mutex);
    std::vector<Account> accounts;
    accounts.reserve(rows_.accounts.size());
    for (const auto& row : rows_.accounts) accounts.push_back(row.account.account);
    return accounts;
}

std::vector<Membership> MemoryAccounts::memberships(const AccountId& id) {
    std::lock_guard lock(rows_.mutex);
    for (const auto& row : rows_.accounts)
        if (row.account.account.id == id) return row.memberships;
    return {};
}

void MemoryAccounts::set_password(const AccountId& id, const std::string& password_hash) {
    std::lock_guard lock(rows_.mutex);
    for (auto& row : rows_.accounts)
        if (row.account.account.id == id) row.account.password_hash = password_hash;
    std::erase_if(rows_.sessions, [&](const auto& row) { return row.session.account == id; });
    std::erase_if(rows_.one_time_tokens, [&](const OneTimeToken& token) {
        return token.purpose == TokenPurpose::password_reset && token.subject == id.text();
    });
}

void MemorySessions::add(const Session& session, const std::string& token_hash) {
    std::lock_guard lock(rows_.mutex);
    rows_.sessions.push_back({token_hash, session});
}

Sessions::Lookup MemorySessions::find(const std::string& token_hash, TimePoint now) {
    std::lock_guard lock(rows_.mutex);
    for (const auto& row : rows_.sessions)
        if (row.token_hash == token_hash && row.session.expires_at > now)
            return {row.replaced ? Found::replaced : Found::live, row.session};
    return {};
}

bool MemorySessions::replace(const std::string& old_hash, const Session& session,
                             const std::string& token_hash) {
    std::lock_guard lock(rows_.mutex);
    auto old = std::find_if(rows_.sessions.begin(), rows_.sessions.end(),
                            [&](const auto& row) { return row.token_hash == old_hash && !row.replaced; });
    if (old == rows_.sessions.end()) return false;
    old->replaced = true;
    rows_.sessions.push_back({token_hash, session});
    return true;
}

void MemorySessions::revoke_family(const SessionId& family) {
    std::lock_guard lock(rows_.mutex);
    std::erase_if(rows_.sessions, [&](const auto& row) { return row.session.family == family; });
}

std::vector<Session> MemorySessions::live(const AccountId& account, TimePoint now) {
    std::lock_guard lock(rows_.mutex);
    std::vector<Session> sessions;
    for (const auto& row : rows_.sessions)
        if (row.session.account == account && !row.replaced && row.session.expires_at > now)
            sessions.push_back(row.session);
    std::sort(sessions.begin(), sessions.end(),
              [](const Session& a, const Session& b) { return a.used_at > b.used_at; });
    return sessions;
}

void MemorySessions::purge(TimePoint now) {
    std::lock_guard lock(rows_.mutex);
    std::erase_if(rows_.sessions, [&](const auto& row) { return row.session.expires_at <= now; });
}

}  // namespace snapory
