#pragma once

#include "application/ports/tokens.hpp"
#include "infrastructure/security/hmac.hpp"

namespace snapory {

// JSON Web Tokens (RFC 7519) signed with HS256, the only algorithm it ever writes or takes.
class JwtTokens : public Tokens {
public:
    explicit JwtTokens(std::string_view secret) : hmac_(secret, "snapory jwt v1") {}
    std::string issue(const Claims& claims, TimePoint now, TimePoint expires_at) override;
    std::optional<Claims> verify(std::string_view token, TimePoint now) override;
    std::string fingerprint(std::string_view token) override { return sha256_hex(token); }

private:
    Hmac hmac_;
};

}  // namespace snapory
