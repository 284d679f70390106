#include "infrastructure/memory/security.hpp"

#include <openssl/sha.h>

#include <array>

#include "application/ports/unavailable.hpp"

namespace snapory {
namespace {

std::string digest_of(std::string_view text) { return sha256(std::as_bytes(std::span(text))).text(); }

std::string stamped(std::string_view grant, TimePoint expires_at) {
    return "a key for tests|" + std::to_string(expires_at.time_since_epoch().count()) + "|" +
           std::string(grant);
}

std::string text_of(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::vector<std::byte> bytes_of(std::string_view text) {
    auto bytes = std::as_bytes(std::span(text));
    return {bytes.begin(), bytes.end()};
}

// The digest of key, owner and code, and the code behind it.
class MemoryFaceSeal final : public FaceSeal {
public:
    explicit MemoryFaceSeal(std::string key) : key_(std::move(key)) {}

    std::vector<std::byte> seal(const FaceCode& code, std::string_view owner) const override {
        auto plain = text_of(std::as_bytes(std::span(code)));
        return bytes_of(mark(owner, plain) + plain);
    }

    FaceCode open(std::span<const std::byte> sealed, std::string_view owner) const override {
        auto text = text_of(sealed);
        auto plain = text.substr(std::min(text.size(), mark_size));
        if (text != mark(owner, plain) + plain)
            throw Unavailable("this was not sealed for " + std::string(owner));
        FaceCode code(plain.size() / sizeof(float));
        std::ranges::copy(bytes_of(plain), std::as_writable_bytes(std::span(code)).begin());
        return code;
    }

private:
    static constexpr std::size_t mark_size = 64;

    std::string mark(std::string_view owner, const std::string& plain) const {
        return digest_of(key_ + "|" + std::string(owner) + "|" + plain);
    }

    std::string key_;
};

}  // namespace

Sha256 sha256(std::span<const std::byte> bytes) {
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
    std::string hex;
    for (auto byte : digest) {
        hex += "0123456789abcdef"[byte >> 4];
        hex += "0123456789abcdef"[byte & 0x0F];
    }
    return Sha256(hex);
}

std::string MemoryPasswords::hash(std::string_view password) {
    std::lock_guard lock(mutex_);
    auto salt = std::to_string(++salts_);
    return salt + "$" + digest_of(salt + "$" + std::string(password));
}

bool MemoryPasswords::fits(std::string_view password, std::string_view hash) {
    auto end_of_salt = hash.find('$');
    if (end_of_salt == std::string_view::npos) return false;
    auto salt = std::string(hash.substr(0, end_of_salt + 1));
    return hash.substr(end_of_salt + 1) == digest_of(salt + std::string(password));
}

std::string MemoryTokens::issue(const Claims& claims, TimePoint /*now*/, TimePoint expires_at) {
    std::lock_guard lock(mutex_);
    auto token = "ticket-" + std::to_string(tickets_.size() + 1);
    tickets_.emplace(token, Ticket{claims, expires_at});
    return token;
}

std::optional<Claims> MemoryTokens::verify(std::string_view token, TimePoint now) {
    std::lock_guard lock(mutex_);
    auto found = tickets_.find(token);
    if (found == tickets_.end() || found->second.expires_at <= now) return std::nullopt;
    return found->second.claims;
}

std::string MemoryTokens::fingerprint(std::string_view secret) { return digest_of(secret); }

std::string MemorySignatures::sign(std::string_view grant, TimePoint expires_at) {
    return digest_of(stamped(grant, expires_at)).substr(0, 43);
}

bool MemorySignatures::fits(std::string_view grant, TimePoint expires_at, std::string_view signature) {
    return sign(grant, expires_at) == signature;
}

std::vector<std::byte> MemoryFaceSeals::new_key(const EventId& event) {
    return bytes_of(event.text() + "|" + std::to_string(++keys_));
}

std::unique_ptr<FaceSeal> MemoryFaceSeals::unwrap(const EventId& event, std::span<const std::byte> wrapped) {
    auto key = text_of(wrapped);
    if (!key.starts_with(event.text() + "|")) throw Unavailable("this key is of another event");
    return std::make_unique<MemoryFaceSeal>(key);
}

RateLimits::Verdict MemoryRateLimits::take(std::string_view key, std::uint32_t limit,
                                           std::chrono::seconds window) {
    std::lock_guard lock(mutex_);
    auto now = clock_.now();
    auto& current = windows_[std::string(key)];
    if (current.ends_at <= now) current = {0, now + window};
    bool allowed = current.taken < limit;
    if (allowed) ++current.taken;
    auto reset = std::chrono::ceil<std::chrono::seconds>(current.ends_at - now);
    return {allowed, limit, limit - current.taken, reset};
}

}  // namespace snapory
