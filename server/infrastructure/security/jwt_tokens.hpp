#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "application/ports/tokens.hpp"
#include "infrastructure/security/hmac.hpp"

namespace snapory {

// JSON Web Tokens (RFC 7519) signed with HS256, the only algorithm it ever writes or takes. Whoever shows a
// token shows it again and again, so what a genuine one says is remembered.
class JwtTokens : public Tokens {
public:
    explicit JwtTokens(std::string_view secret) : hmac_(secret, "snapory jwt v1") {}
    std::string issue(const Claims& claims, TimePoint now, TimePoint expires_at) override;
    std::optional<Claims> verify(std::string_view token, TimePoint now) override;
    std::string fingerprint(std::string_view token) override { return sha256_hex(token); }

private:
    struct Genuine {
        Claims claims;
        std::int64_t expires_at;  // seconds of Unix time
    };
    struct TextHash : std::hash<std::string_view> {
        using is_transparent = void;
    };

    std::optional<Genuine> recall(std::string_view token) const;
    std::optional<Genuine> read(std::string_view token) const;
    void remember(std::string_view token, const Genuine& genuine);

    Hmac hmac_;
    mutable std::shared_mutex mutex_;
    std::unordered_map<std::string, Genuine, TextHash, std::equal_to<>> remembered_;
};

}  // namespace snapory
