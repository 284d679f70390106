#include "infrastructure/blobs/hasher.hpp"

#include <openssl/evp.h>

#include <array>
#include <new>
#include <string>

#include "application/ports/unavailable.hpp"

namespace snapory {
namespace {

void require(int ok) {
    if (ok != 1) throw Unavailable("SHA-256 is not available from OpenSSL.");
}

}  // namespace

void Hasher::Free::operator()(evp_md_ctx_st* context) const { EVP_MD_CTX_free(context); }

Hasher::Hasher() : context_(EVP_MD_CTX_new()) {
    if (!context_) throw std::bad_alloc();
    require(EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr));
}

void Hasher::add(std::span<const std::byte> bytes) {
    require(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()));
}

Sha256 Hasher::digest() const {
    std::unique_ptr<EVP_MD_CTX, Free> copy(EVP_MD_CTX_new());
    std::array<unsigned char, 32> bytes{};
    require(copy ? EVP_MD_CTX_copy_ex(copy.get(), context_.get()) : 0);
    require(EVP_DigestFinal_ex(copy.get(), bytes.data(), nullptr));
    std::string hex;
    for (auto byte : bytes) hex.append({"0123456789abcdef"[byte >> 4], "0123456789abcdef"[byte & 0x0F]});
    return Sha256(hex);
}

}  // namespace snapory
