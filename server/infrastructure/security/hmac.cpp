#include "infrastructure/security/hmac.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include <stdexcept>

namespace snapory {
namespace {

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

Mac hmac_sha256(std::string_view key, std::string_view message) {
    Mac mac{};
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes_of(message), message.size(),
         mac.data(), nullptr);
    return mac;
}

}  // namespace

Hmac::Hmac(std::string_view secret, std::string_view purpose) {
    if (secret.size() < 32) throw std::invalid_argument("The secret key must have at least 32 bytes.");
    auto key = hmac_sha256(secret, purpose);
    key_.assign(key.begin(), key.end());
}

Mac Hmac::operator()(std::string_view message) const { return hmac_sha256(key_, message); }

bool Hmac::fits(std::string_view message, std::string_view mac) const {
    auto expected = (*this)(message);
    return mac.size() == expected.size() && CRYPTO_memcmp(mac.data(), expected.data(), expected.size()) == 0;
}

std::string sha256_hex(std::string_view bytes) {
    Mac digest{};
    EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_sha256(), nullptr);
    std::string text(2 * digest.size() + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), digest.data(), digest.size());
    text.pop_back();
    return text;
}

std::string base64url(std::string_view bytes) {
    constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes_of(bytes), bytes.size(), variant);
    text.pop_back();
    return text;
}

std::optional<std::string> from_base64url(std::string_view text) {
    std::string bytes(text.size(), '\0');
    std::size_t length = 0;
    const char* end = nullptr;
    bool ok =
        sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                          text.size(), nullptr, &length, &end, sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0;
    if (!ok || end != text.data() + text.size()) return std::nullopt;
    bytes.resize(length);
    return bytes;
}

}  // namespace snapory
