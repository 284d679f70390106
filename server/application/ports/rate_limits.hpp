#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

namespace snapory {

// Counts attempts. May be called from any thread.
class RateLimits {
public:
    virtual ~RateLimits() = default;

    struct Verdict {
        bool allowed = true;
        std::uint32_t limit = 0;
        std::uint32_t remaining = 0;
        std::chrono::seconds reset{0};  // until the full number is there again
    };
    // Takes one of `limit` attempts a `window` that `key` has.
    virtual Verdict take(std::string_view key, std::uint32_t limit, std::chrono::seconds window) = 0;
};

}  // namespace snapory
