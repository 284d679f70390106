#pragma once

#include "application/ports/accounts.hpp"
#include "infrastructure/sql/database.hpp"

namespace snapory {

class SqlAccounts final : public Accounts {
public:
    explicit SqlAccounts(Database& database) : database_(database) {}

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
    Database& database_;
};

}  // namespace snapory
