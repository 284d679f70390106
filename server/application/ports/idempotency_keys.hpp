#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "domain/time.hpp"

namespace snapory {

// How long a key stands for its first answer, and how long that answer may take before the key is free again.
inline constexpr std::chrono::hours idempotency_lifetime{24};
inline constexpr std::chrono::seconds idempotency_lease{60};

// What a request with a key has led to, so that repeating it carries nothing out twice.
struct KeptAnswer {
    int status = 0;
    std::string location;  // of what was made; may be empty
    std::string body;      // JSON without secrets

    bool operator==(const KeptAnswer&) const = default;
};

// Keys that clients gave to their requests. `scope` says who sent the request and where to, so that one
// caller's keys never meet another's. May be called from any thread; throws Unavailable.
class IdempotencyKeys {
public:
    virtual ~IdempotencyKeys() = default;

    enum class Found : std::uint8_t {
        fresh,     // never seen, or its lease or lifetime is over: the caller now holds it and ends it below
        running,   // somebody answers it right now
        answered,  // `answer` is what the first request got
        other,     // the first request had another content
    };
    struct Claim {
        Found found = Found::fresh;
        KeptAnswer answer;
    };
    // `content` is a fingerprint of the request's body. Of two claims at the same time one is fresh.
    virtual Claim claim(const std::string& scope, const std::string& key, const std::string& content,
                        TimePoint now) = 0;
    virtual void keep(const std::string& scope, const std::string& key, const KeptAnswer& answer) = 0;
    // The request led to nothing; the key is free again.
    virtual void release(const std::string& scope, const std::string& key) = 0;
    // Forgets keys claimed longer than idempotency_lifetime before `now`.
    virtual void purge(TimePoint now) = 0;
};

}  // namespace snapory
