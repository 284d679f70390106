#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct evp_mac_ctx_st;

namespace snapory {

using Mac = std::array<unsigned char, 32>;

// HMAC-SHA-256 (RFC 2104) under a key of its own for each purpose, so that what one purpose signed means
// nothing to another. Immutable; may be used from any thread.
class Hmac {
public:
    // `secret` is the installation's secret key, at least 32 bytes; throws std::invalid_argument when
    // shorter.
    Hmac(std::string_view secret, std::string_view purpose);
    Mac operator()(std::string_view message) const;
    bool fits(std::string_view message, std::string_view mac) const;  // in constant time

private:
    std::shared_ptr<const evp_mac_ctx_st> key_;  // copied for each message, since setting it up costs more
};

// SHA-256 as 64 lower-case hex digits.
std::string sha256_hex(std::string_view bytes);

// base64url without padding (RFC 4648, section 5).
std::string base64url(std::string_view bytes);
std::optional<std::string> from_base64url(
    std::string_view text);  // nothing for what base64url() never writes

}  // namespace snapory
