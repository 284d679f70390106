#pragma once

#include "application/accounts/sign_in.hpp"

namespace snapory {

// Trades a refresh token for a new SignIn. A token that was traded before ends every session of its family,
// since one of the two who showed it has stolen it. Error: unauthenticated.
class RefreshSession {
public:
    explicit RefreshSession(SignInDesk desk) : desk_(desk) {}

    Result<SignIn> operator()(std::string_view refresh_token) const;

private:
    SignInDesk desk_;
};

}  // namespace snapory
