#include "application/accounts/identify_caller.hpp"

#include <algorithm>
#include <utility>

namespace snapory {

Result<Caller> IdentifyCaller::operator()(std::string_view token) const {
    std::optional<Caller> caller;
    if (auto claims = tokens_.verify(token, clock_.now()))
        caller = std::visit([this](const auto& who) { return caller_of(who); }, *claims);
    if (!caller) return fail(Errc::unauthenticated, "This token is not valid, or no longer.");
    return std::move(*caller);
}

std::optional<Caller> IdentifyCaller::caller_of(const AccessClaims& claims) const {
    auto account = accounts_.find(claims.account);
    if (!account) return std::nullopt;
    auto sessions = sessions_.live(claims.account, clock_.now());
    if (std::ranges::find(sessions, claims.family, &Session::family) == sessions.end()) return std::nullopt;
    return SignedIn{account->id, account->name, account->instance_admin, accounts_.memberships(account->id),
                    claims.family};
}

std::optional<Caller> IdentifyCaller::caller_of(const GuestClaims& claims) const {
    auto guest = guests_.find(claims.event, claims.guest);
    if (!guest || guest->revoked_at) return std::nullopt;
    return EventGuest{std::move(guest->id), std::move(guest->event), std::move(guest->display_name)};
}

}  // namespace snapory
