#pragma once

#include "application/accounts/sign_in.hpp"
#include "application/ports/passwords.hpp"

namespace snapory {

// Who may make an account; config key `registration`.
enum class Registration : std::uint8_t {
    first,   // the first person only, who becomes the instance's admin
    open,    // anyone
    invite,  // the first person, then those who are invited
};

struct NewAccount {
    std::string email;
    std::string name;  // may be empty
    std::string password;
};

// Adds an account with an organisation of its own. Errors: invalid, conflict (address taken), forbidden.
class RegisterAccount {
public:
    RegisterAccount(Accounts& accounts, Passwords& passwords, Randomness& randomness, Clock& clock,
                    Registration registration)
        : accounts_(accounts),
          passwords_(passwords),
          randomness_(randomness),
          clock_(clock),
          registration_(registration) {}

    Result<Account> operator()(const NewAccount& wanted) const;

private:
    Accounts& accounts_;
    Passwords& passwords_;
    Randomness& randomness_;
    Clock& clock_;
    Registration registration_;
};

}  // namespace snapory
