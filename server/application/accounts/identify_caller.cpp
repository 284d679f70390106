#include "application/accounts/identify_caller.hpp"

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
    auto found = accounts_.signed_in(claims.account, claims.family, clock_.now());
    if (!found) return std::nullopt;
    auto& [account, memberships] = *found;
    return SignedIn{std::move(account.id), std::move(account.name), account.instance_admin,
                    std::move(memberships), claims.family};
}

std::optional<Caller> IdentifyCaller::caller_of(const GuestClaims& claims) const {
    auto found = guests_.find_with_event(claims.event, claims.guest);
    if (!found || found->guest.revoked_at) return std::nullopt;
    auto& guest = found->guest;
    return EventGuest{std::move(guest.id), std::move(guest.event), std::move(guest.display_name),
                      SeenEvent{std::move(found->event), clock_.now()}};
}

}  // namespace snapory
