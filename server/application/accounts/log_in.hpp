#pragma once

#include "application/accounts/sign_in.hpp"
#include "application/ports/passwords.hpp"
#include "application/ports/rate_limits.hpp"

namespace snapory {

struct Credentials {
    std::string email;
    std::string password;
};

// Begins a session. An unknown address and a wrong password answer alike and take as long. Errors:
// unauthenticated; too_many_requests after 20 attempts on one account within 15 minutes.
class LogIn {
public:
    LogIn(SignInDesk desk, Passwords& passwords, RateLimits& limits)
        : desk_(desk), passwords_(passwords), limits_(limits) {}

    Result<SignIn> operator()(const Credentials& credentials, std::string_view user_agent) const;

private:
    SignInDesk desk_;
    Passwords& passwords_;
    RateLimits& limits_;
};

}  // namespace snapory
