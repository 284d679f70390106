#include "application/accounts/refresh_session.hpp"

namespace snapory {

Result<SignIn> RefreshSession::operator()(std::string_view refresh_token) const {
    auto hash = desk_.tokens.fingerprint(refresh_token);
    auto [found, session] = desk_.sessions.find(hash, desk_.clock.now());
    if (found == Sessions::Found::replaced) desk_.sessions.revoke_family(session.family);
    if (found != Sessions::Found::live) return fail(Errc::unauthenticated, "Sign in again.");

    auto account = desk_.accounts.find(session.account);
    if (!account) return fail(Errc::unauthenticated, "Sign in again.");
    auto renewed = desk_.renew(*account, session, hash);
    if (!renewed) desk_.sessions.revoke_family(session.family);
    return renewed;
}

}  // namespace snapory
