#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "application/ports/accounts.hpp"
#include "application/ports/clock.hpp"
#include "application/ports/randomness.hpp"
#include "application/ports/sessions.hpp"
#include "application/ports/tokens.hpp"

namespace snapory {

// An account, and where it belongs.
struct Me {
    Account account;
    std::vector<Membership> memberships;
};

// What a browser gets to stay signed in with.
struct SignIn {
    Me me;
    std::string access_token;  // for requests, until access_expires_at
    TimePoint access_expires_at;
    std::string refresh_token;  // for the next SignIn; works once
    TimePoint refresh_expires_at;
};

// What starts and renews sessions. The parts are the caller's and must outlive it.
struct SignInDesk {
    Accounts& accounts;
    Sessions& sessions;
    Tokens& tokens;
    Randomness& randomness;
    Clock& clock;

    // Begins a session of the account.
    SignIn begin(const Account& account, std::string_view user_agent) const;
    // Replaces the session whose refresh token has `old_hash`. Error: unauthenticated when somebody else did.
    Result<SignIn> renew(const Account& account, const Session& old, const std::string& old_hash) const;

private:
    SignIn issue(const Account& account, const Session& session, std::string refresh_token) const;
};

}  // namespace snapory
