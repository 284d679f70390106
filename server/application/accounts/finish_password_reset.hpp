#pragma once

#include <string_view>

#include "application/ports/accounts.hpp"
#include "application/ports/clock.hpp"
#include "application/ports/one_time_tokens.hpp"
#include "application/ports/passwords.hpp"
#include "application/ports/tokens.hpp"

namespace snapory {

// Sets the password of the account that a mailed token is for, and ends its sessions and its other tokens.
// Errors: invalid, link_expired.
class FinishPasswordReset {
public:
    FinishPasswordReset(Accounts& accounts, OneTimeTokens& one_time_tokens, Passwords& passwords,
                        Tokens& tokens, Clock& clock)
        : accounts_(accounts),
          one_time_tokens_(one_time_tokens),
          passwords_(passwords),
          tokens_(tokens),
          clock_(clock) {}

    Result<void> operator()(std::string_view token, std::string_view password) const;

private:
    Accounts& accounts_;
    OneTimeTokens& one_time_tokens_;
    Passwords& passwords_;
    Tokens& tokens_;
    Clock& clock_;
};

}  // namespace snapory
