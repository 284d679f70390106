#pragma once

#include <map>
#include <mutex>
#include <string>

#include "application/ports/clock.hpp"
#include "application/ports/rate_limits.hpp"

namespace snapory {

// Counts the attempts that reach this process, in fixed windows. Keys whose window is over are forgotten; of
// more live keys than `most`, which only an attack makes, the newest share one count, so that memory stays
// bounded.
class ProcessRateLimits final : public RateLimits {
public:
    explicit ProcessRateLimits(Clock& clock, std::size_t most = 100'000) : clock_(clock), most_(most) {}

    Verdict take(std::string_view key, std::uint32_t limit, std::chrono::seconds window) override;

private:
    struct Window {
        std::uint32_t taken = 0;
        TimePoint ends_at;
    };
    Window& window_of(std::string_view key, TimePoint now);

    Clock& clock_;
    std::size_t most_;
    std::mutex mutex_;
    std::map<std::string, Window, std::less<>> windows_;
    TimePoint cleared_at_;
};

}  // namespace snapory
