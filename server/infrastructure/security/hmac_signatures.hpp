#pragma once

#include "application/ports/signatures.hpp"
#include "infrastructure/security/hmac.hpp"

namespace snapory {

class HmacSignatures : public Signatures {
public:
    explicit HmacSignatures(std::string_view secret) : hmac_(secret, "snapory url v1") {}
    std::string sign(std::string_view grant, TimePoint expires_at) override;
    bool fits(std::string_view grant, TimePoint expires_at, std::string_view signature) override;

private:
    Hmac hmac_;
};

}  // namespace snapory
