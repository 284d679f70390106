#pragma once

#include "application/accounts/sign_in.hpp"
#include "application/ports/passwords.hpp"
#include "application/ports/rate_limits.hpp"
#include "domain/caller.hpp"

namespace snapory {

struct PasswordChange {
    std::string current;
    std::string wanted;
};

// Changes the caller's own password, ends all their sessions and begins a fresh one. Errors: unauthenticated,
// forbidden (a guest), invalid, too_many_requests.
class ChangePassword {
public:
    ChangePassword(SignInDesk desk, Passwords& passwords, RateLimits& limits)
        : desk_(desk), passwords_(passwords), limits_(limits) {}

    Result<SignIn> operator()(const Caller& caller, const PasswordChange& change,
                              std::string_view user_agent) const;

private:
    SignInDesk desk_;
    Passwords& passwords_;
    RateLimits& limits_;
};

}  // namespace snapory
