#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

#include "application/ports/rate_limits.hpp"
#include "domain/result.hpp"

namespace snapory {

// How often a secret may be tried within a span of time.
struct Attempts {
    std::uint32_t most;
    std::chrono::minutes window;
};
inline constexpr Attempts password_attempts{20, std::chrono::minutes{15}};  // of one account
inline constexpr Attempts reset_mails{3, std::chrono::minutes{60}};         // to one address
inline constexpr Attempts invitation_mails{500, std::chrono::hours{24}};    // by one host
inline constexpr Attempts invitations_of_one{5, std::chrono::hours{24}};    // to one address, by all hosts
inline constexpr Attempts digests_of_one{5, std::chrono::hours{24}};        // asked for one address
// Of one event: a whole wedding may come through the door at once; to try four digits takes an hour and a
// half.
inline constexpr Attempts pin_attempts{600, std::chrono::minutes{10}};

// Takes one of the attempts that `key` has. Error: too_many_requests.
Result<void> take_attempt(RateLimits& limits, std::string_view key, Attempts allowed);

// Tells who asked too often when to ask again; at least a second from now.
Error too_many_requests(std::chrono::seconds wait);

}  // namespace snapory
