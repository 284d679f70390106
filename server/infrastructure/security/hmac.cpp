#include "infrastructure/security/hmac.hpp"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <sodium.h>

#include <stdexcept>

namespace snapory {
namespace {

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

struct Free {
    void operator()(EVP_MAC* algorithm) const { EVP_MAC_free(algorithm); }
    void operator()(EVP_MAC_CTX* context) const { EVP_MAC_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_MAC_CTX, Free>;

void require(bool done) {
    if (!done) throw std::runtime_error("OpenSSL does not compute HMAC-SHA-256");
}

Context keyed(std::string_view key) {
    const std::unique_ptr<EVP_MAC, Free> algorithm(EVP_MAC_fetch(nullptr, "HMAC", nullptr));
    Context context(EVP_MAC_CTX_new(algorithm.get()));
    std::string digest = "SHA256";
    const std::array parameters{
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest.data(), digest.size()),
        OSSL_PARAM_construct_end()};
    require(context && EVP_MAC_init(context.get(), bytes_of(key), key.size(), parameters.data()) == 1);
    return context;
}

Mac mac_of(const EVP_MAC_CTX& key, std::string_view message) {
    const Context context(EVP_MAC_CTX_dup(&key));
    Mac mac{};
    std::size_t length = 0;
    require(context && EVP_MAC_update(context.get(), bytes_of(message), message.size()) == 1 &&
            EVP_MAC_final(context.get(), mac.data(), &length, mac.size()) == 1 && length == mac.size());
    return mac;
}

}  // namespace

Hmac::Hmac(std::string_view secret, std::string_view purpose) {
    if (secret.size() < 32) throw std::invalid_argument("The secret key must have at least 32 bytes.");
    auto key = mac_of(*keyed(secret), purpose);
    key_ = keyed({reinterpret_cast<const char*>(key.data()), key.size()});
}

Mac Hmac::operator()(std::string_view message) const { return mac_of(*key_, message); }

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
