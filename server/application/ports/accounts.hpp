#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/account.hpp"

namespace snapory {

struct AccountWithPassword {
    Account account;
    std::string password_hash;
};

struct SignedInAccount {
    Account account;
    std::vector<Membership> memberships;  // as memberships() gives them
};

// People who can sign in, and the organisations they belong to. May be called from any thread; throws
// Unavailable.
class Accounts {
public:
    virtual ~Accounts() = default;

    // Adds the account together with its personal organisation, which it owns, in one transaction. The first
    // account of the instance becomes its admin, whatever `account.instance_admin` says. `only_first`: refuse
    // (forbidden) when there is an account already. Errors: conflict when the address is taken, forbidden.
    virtual Result<Account> add(const AccountWithPassword& account, const OrganisationId& personal,
                                bool only_first) = 0;

    virtual std::optional<AccountWithPassword> find_by_email(std::string_view email) = 0;
    virtual std::optional<Account> find(const AccountId& id) = 0;
    // The account while this sign-in of it lives: what every request of a host needs.
    virtual std::optional<SignedInAccount> signed_in(const AccountId& id, const SessionId& family,
                                                     TimePoint now) = 0;
    virtual std::vector<Account> list() = 0;  // oldest first
    virtual std::vector<Membership> memberships(const AccountId& id) = 0;
    // Also ends every session of the account, and every token that was mailed to choose a password by.
    virtual void set_password(const AccountId& id, const std::string& password_hash) = 0;
};

}  // namespace snapory
