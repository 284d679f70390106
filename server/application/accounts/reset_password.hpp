#pragma once

#include "application/ports/accounts.hpp"
#include "application/ports/passwords.hpp"

namespace snapory {

// Sets the password of an account, for the operator at the shell, and ends its sessions. Errors: invalid,
// not_found.
class ResetPassword {
public:
    ResetPassword(Accounts& accounts, Passwords& passwords) : accounts_(accounts), passwords_(passwords) {}

    Result<void> operator()(std::string_view email, std::string_view password) const;

private:
    Accounts& accounts_;
    Passwords& passwords_;
};

}  // namespace snapory
