#include "application/accounts/sign_in.hpp"

namespace snapory {
namespace {

constexpr std::size_t longest_user_agent = 200;

// Printable ASCII is all that the header may hold.
std::string cleaned(std::string_view user_agent) {
    std::string text(user_agent.substr(0, longest_user_agent));
    std::erase_if(text, [](char c) { return c < ' ' || c > '~'; });
    return text;
}

}  // namespace

SignIn SignInDesk::begin(const Account& account, std::string_view user_agent) const {
    auto now = clock.now();
    auto id = randomness.next_id<SessionId>(now);
    Session session{id, id, account.id, cleaned(user_agent), now, now, now + refresh_lifetime};
    auto token = randomness.next_token();
    sessions.add(session, tokens.fingerprint(token));
    return issue(account, session, std::move(token));
}

Result<SignIn> SignInDesk::renew(const Account& account, const Session& old,
                                 const std::string& old_hash) const {
    auto now = clock.now();
    auto session = old;
    session.id = randomness.next_id<SessionId>(now);
    session.used_at = now;
    session.expires_at = now + refresh_lifetime;
    auto token = randomness.next_token();
    if (!sessions.replace(old_hash, session, tokens.fingerprint(token)))
        return fail(Errc::unauthenticated, "This session was renewed elsewhere; sign in again.");
    return issue(account, session, std::move(token));
}

SignIn SignInDesk::issue(const Account& account, const Session& session, std::string refresh_token) const {
    auto now = clock.now();
    auto access_until = now + access_lifetime;
    return {{account, accounts.memberships(account.id)},
            tokens.issue(AccessClaims{account.id, session.family}, now, access_until),
            access_until,
            std::move(refresh_token),
            session.expires_at};
}

}  // namespace snapory
