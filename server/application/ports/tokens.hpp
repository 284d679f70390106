#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "domain/id.hpp"
#include "domain/time.hpp"

namespace snapory {

struct AccessClaims {
    AccountId account;
    SessionId family;

    bool operator==(const AccessClaims&) const = default;
};
struct GuestClaims {
    GuestId guest;
    EventId event;

    bool operator==(const GuestClaims&) const = default;
};
using Claims = std::variant<AccessClaims, GuestClaims>;

inline constexpr std::chrono::minutes access_lifetime{15};
inline constexpr std::chrono::days refresh_lifetime{30};
inline constexpr std::chrono::days guest_lifetime{180};

// Signed statements about who somebody is (JWT, HS256, with `aud` and `typ` so that one kind never passes for
// the other). May be called from any thread.
class Tokens {
public:
    virtual ~Tokens() = default;
    virtual std::string issue(const Claims& claims, TimePoint now, TimePoint expires_at) = 0;
    virtual std::optional<Claims> verify(std::string_view token, TimePoint now) = 0;
    // SHA-256 in hex, of a secret that is stored only as this.
    virtual std::string fingerprint(std::string_view secret) = 0;
};

}  // namespace snapory
