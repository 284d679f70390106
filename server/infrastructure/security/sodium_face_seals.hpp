#pragma once

#include "application/ports/face_seals.hpp"
#include "infrastructure/security/hmac.hpp"

namespace snapory {

// XChaCha20-Poly1305 under random 256-bit keys, each wrapped under a key that HMAC-SHA-256 derives from the
// secret and the event's id. What is sealed is 40 bytes longer than the code: a random nonce before it, the
// tag behind.
class SodiumFaceSeals final : public FaceSeals {
public:
    // `secret` is the installation's secret key; throws std::invalid_argument when it is too short.
    explicit SodiumFaceSeals(std::string_view secret);

    std::vector<std::byte> new_key(const EventId& event) override;
    std::unique_ptr<FaceSeal> unwrap(const EventId& event, std::span<const std::byte> wrapped) override;

private:
    Hmac derive_;
};

}  // namespace snapory
