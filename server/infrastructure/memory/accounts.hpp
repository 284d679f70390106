#pragma once

#include "application/ports/accounts.hpp"
#include "application/ports/sessions.hpp"
#include "infrastructure/memory/rows.hpp"

namespace snapory {

class MemoryAccounts final : public Accounts {
public:
    explicit MemoryAccounts(MemoryRows& rows) : rows_(rows) {}

    Result<Account> add(const AccountWithPassword& account, const OrganisationId& personal,
                        bool only_first) override;
    std::optional<AccountWithPassword> find_by_email(std::string_view email) override;
    std::optional<Account> find(const AccountId& id) override;
    std::optional<SignedInAccount> signed_in(const AccountId& id, const SessionId& family,
                                             TimePoint now) override;
    std::vector<Account> list() override;
    std::vector<Membership> memberships(const AccountId& id) override;
    void set_password(const AccountId& id, const std::string& password_hash) override;

private:
    MemoryRows& rows_;
};

class MemorySessions final : public Sessions {
public:
    explicit MemorySessions(MemoryRows& rows) : rows_(rows) {}

    void add(const Session& session, const std::string& token_hash) override;
    Lookup find(const std::string& token_hash, TimePoint now) override;
    bool replace(const std::string& old_hash, const Session& session, const std::string& token_hash) override;
    void revoke_family(const SessionId& family) override;
    std::vector<Session> live(const AccountId& account, TimePoint now) override;
    void purge(TimePoint now) override;

private:
    MemoryRows& rows_;
};

}  // namespace snapory
