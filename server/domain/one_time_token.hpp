#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "domain/time.hpp"

namespace snapory {

// What a token from a mail opens.
enum class TokenPurpose : std::uint8_t { password_reset };

inline constexpr std::chrono::hours password_reset_lifetime{1};

// A secret that works once. The token itself is kept nowhere.
struct OneTimeToken {
    TokenPurpose purpose = TokenPurpose::password_reset;
    std::string hash;     // SHA-256 of the token, in hex
    std::string subject;  // the id of what it is about: of a password reset the AccountId
    TimePoint expires_at;

    bool operator==(const OneTimeToken&) const = default;
};

}  // namespace snapory
