#pragma once

#include "application/ports/accounts.hpp"
#include "application/ports/clock.hpp"
#include "application/ports/guests.hpp"
#include "application/ports/tokens.hpp"
#include "domain/caller.hpp"

namespace snapory {

// Who a bearer token belongs to: an account whose session still lives, or a guest who is not revoked, of an
// event that is not deleted. Error: unauthenticated.
class IdentifyCaller {
public:
    IdentifyCaller(Accounts& accounts, Guests& guests, Tokens& tokens, Clock& clock)
        : accounts_(accounts), guests_(guests), tokens_(tokens), clock_(clock) {}

    Result<Caller> operator()(std::string_view token) const;
    // The same for claims that were verified before, to see whether they still hold; nothing when they do
    // not.
    std::optional<Caller> operator()(const Claims& claims) const {
        return std::visit([this](const auto& who) { return caller_of(who); }, claims);
    }

private:
    std::optional<Caller> caller_of(const AccessClaims& claims) const;
    std::optional<Caller> caller_of(const GuestClaims& claims) const;

    Accounts& accounts_;
    Guests& guests_;
    Tokens& tokens_;
    Clock& clock_;
};

}  // namespace snapory
