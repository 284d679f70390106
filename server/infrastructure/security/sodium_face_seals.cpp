#include "infrastructure/security/sodium_face_seals.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <bit>

#include "application/ports/unavailable.hpp"
#include "infrastructure/security/sodium.hpp"

namespace snapory {
namespace {

static_assert(std::endian::native == std::endian::little, "codes are stored as the machine has them");

constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t key_size = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;

using Bytes = std::vector<std::byte>;

unsigned char* raw(std::byte* bytes) { return reinterpret_cast<unsigned char*>(bytes); }
const unsigned char* raw(const std::byte* bytes) { return reinterpret_cast<const unsigned char*>(bytes); }
const unsigned char* raw(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

// 256 bits that leave no trace in memory.
class Key {
public:
    explicit Key(std::span<const unsigned char, key_size> bytes) { std::ranges::copy(bytes, bytes_.begin()); }
    Key(const Key&) = delete;
    Key& operator=(const Key&) = delete;
    ~Key() { sodium_memzero(bytes_.data(), bytes_.size()); }

    // Nonce, ciphertext and tag; `bound_to` must be the same again to open it.
    Bytes seal(std::span<const std::byte> plain, std::string_view bound_to) const {
        Bytes sealed(nonce_size + plain.size() + tag_size);
        auto* nonce = raw(sealed.data());
        randombytes_buf(nonce, nonce_size);
        crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + nonce_size, nullptr, raw(plain.data()),
                                                   plain.size(), raw(bound_to), bound_to.size(), nullptr,
                                                   nonce, bytes_.data());
        return sealed;
    }

    // Writes to `plain`, which must have the size that was sealed; false when it is not what was sealed.
    bool open(std::span<const std::byte> sealed, std::string_view bound_to,
              std::span<std::byte> plain) const {
        const auto* nonce = raw(sealed.data());
        return sealed.size() == nonce_size + plain.size() + tag_size &&
               crypto_aead_xchacha20poly1305_ietf_decrypt(
                   raw(plain.data()), nullptr, nullptr, nonce + nonce_size, sealed.size() - nonce_size,
                   raw(bound_to), bound_to.size(), nonce, bytes_.data()) == 0;
    }

private:
    std::array<unsigned char, key_size> bytes_{};
};

class SodiumFaceSeal final : public FaceSeal {
public:
    SodiumFaceSeal(const EventId& event, std::span<const unsigned char, key_size> key)
        : event_(event.text() + "\n"), key_(key) {}

    Bytes seal(const FaceCode& code, std::string_view owner) const override {
        return key_.seal(std::as_bytes(std::span(code)), bound_to(owner));
    }

    FaceCode open(std::span<const std::byte> sealed, std::string_view owner) const override {
        constexpr std::size_t around = nonce_size + tag_size;
        FaceCode code(sealed.size() < around ? 0 : (sealed.size() - around) / sizeof(float));
        if (!key_.open(sealed, bound_to(owner), std::as_writable_bytes(std::span(code))))
            throw Unavailable("a face code in the database is not what was stored there");
        return code;
    }

private:
    std::string bound_to(std::string_view owner) const { return event_ + std::string(owner); }

    std::string event_;
    Key key_;
};

}  // namespace

SodiumFaceSeals::SodiumFaceSeals(std::string_view secret) : derive_(secret, "snapory face keys v1") {
    start_sodium();
}

Bytes SodiumFaceSeals::new_key(const EventId& event) {
    std::array<std::byte, key_size> key{};
    randombytes_buf(key.data(), key.size());
    auto wrapped = Key(derive_(event.text())).seal(key, {});
    sodium_memzero(key.data(), key.size());
    return wrapped;
}

std::unique_ptr<FaceSeal> SodiumFaceSeals::unwrap(const EventId& event, std::span<const std::byte> wrapped) {
    std::array<unsigned char, key_size> key{};
    if (!Key(derive_(event.text())).open(wrapped, {}, std::as_writable_bytes(std::span(key))))
        throw Unavailable("the face codes of event " + event.text() +
                          " were stored under another secret_key; set that one again, or turn the event's "
                          "face search off and on");
    auto seal = std::make_unique<SodiumFaceSeal>(event, key);
    sodium_memzero(key.data(), key.size());
    return seal;
}

}  // namespace snapory
