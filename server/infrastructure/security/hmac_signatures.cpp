#include "infrastructure/security/hmac_signatures.hpp"

namespace snapory {
namespace {

// The expiry stands first and cannot hold a newline, so no grant can be read as another.
std::string message(std::string_view grant, TimePoint expires_at) {
    return std::to_string(expires_at.time_since_epoch().count()) + "\n" + std::string(grant);
}

}  // namespace

std::string HmacSignatures::sign(std::string_view grant, TimePoint expires_at) {
    auto mac = hmac_(message(grant, expires_at));
    return base64url({reinterpret_cast<const char*>(mac.data()), mac.size()});
}

bool HmacSignatures::fits(std::string_view grant, TimePoint expires_at, std::string_view signature) {
    auto mac = from_base64url(signature);
    return mac && hmac_.fits(message(grant, expires_at), *mac);
}

}  // namespace snapory
