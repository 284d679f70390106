#pragma once

#include "application/ports/clock.hpp"
#include "application/ports/rate_limits.hpp"
#include "infrastructure/redis/client.hpp"

namespace snapory {

// Counts the attempts that reach any process, in fixed windows by the clock of whoever asks. While Redis is
// lost `alone` counts, so that each process allows as much as it would by itself. All must outlive it.
class RedisRateLimits final : public RateLimits {
public:
    RedisRateLimits(RedisClient& client, Clock& clock, RateLimits& alone)
        : client_(client), clock_(clock), alone_(alone) {}

    Verdict take(std::string_view key, std::uint32_t limit, std::chrono::seconds window) override;

private:
    Verdict counted(std::string_view key, std::uint32_t limit, std::chrono::seconds window);

    RedisClient& client_;
    Clock& clock_;
    RateLimits& alone_;
};

}  // namespace snapory
