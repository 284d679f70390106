#pragma once

#include <atomic>
#include <cstddef>
#include <map>
#include <mutex>
#include <span>
#include <string>

#include "application/ports/clock.hpp"
#include "application/ports/face_seals.hpp"
#include "application/ports/passwords.hpp"
#include "application/ports/rate_limits.hpp"
#include "application/ports/signatures.hpp"
#include "application/ports/tokens.hpp"

namespace snapory {

Sha256 sha256(std::span<const std::byte> bytes);

// A salted SHA-256: fast, and so for tests only.
class MemoryPasswords final : public Passwords {
public:
    std::string hash(std::string_view password) override;
    bool fits(std::string_view password, std::string_view hash) override;

private:
    std::mutex mutex_;
    std::uint64_t salts_ = 0;
};

// Tokens are tickets whose meaning is remembered here.
class MemoryTokens final : public Tokens {
public:
    std::string issue(const Claims& claims, TimePoint now, TimePoint expires_at) override;
    std::optional<Claims> verify(std::string_view token, TimePoint now) override;
    std::string fingerprint(std::string_view secret) override;

private:
    struct Ticket {
        Claims claims;
        TimePoint expires_at;
    };
    std::mutex mutex_;
    std::map<std::string, Ticket, std::less<>> tickets_;
};

// A keyed SHA-256 with a key that everybody knows.
class MemorySignatures final : public Signatures {
public:
    std::string sign(std::string_view grant, TimePoint expires_at) override;
    bool fits(std::string_view grant, TimePoint expires_at, std::string_view signature) override;
};

// Writes beside each code whose it is, and under which key; hides nothing.
class MemoryFaceSeals final : public FaceSeals {
public:
    std::vector<std::byte> new_key(const EventId& event) override;
    std::unique_ptr<FaceSeal> unwrap(const EventId& event, std::span<const std::byte> wrapped) override;

private:
    std::atomic<std::uint64_t> keys_ = 0;
};

// Counts within fixed windows that begin with a key's first attempt. Never forgets a key, and so for tests
// only.
class MemoryRateLimits final : public RateLimits {
public:
    explicit MemoryRateLimits(Clock& clock) : clock_(clock) {}

    Verdict take(std::string_view key, std::uint32_t limit, std::chrono::seconds window) override;

private:
    struct Window {
        std::uint32_t taken = 0;
        TimePoint ends_at;
    };
    Clock& clock_;
    std::mutex mutex_;
    std::map<std::string, Window, std::less<>> windows_;
};

}  // namespace snapory
