#pragma once

#include <atomic>

#include "application/ports/clock.hpp"

namespace snapory {

// Stands still until it is moved.
class HeldClock final : public Clock {
public:
    // 2026-06-20 12:00 UTC unless told otherwise.
    explicit HeldClock(TimePoint now = TimePoint(std::chrono::seconds(1'781'956'800))) : now_(now) {}

    TimePoint now() override { return now_; }
    void advance(Milliseconds by) { now_ = now_.load() + by; }

private:
    std::atomic<TimePoint> now_;
};

}  // namespace snapory
