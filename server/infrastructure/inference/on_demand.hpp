#pragma once

#include <malloc.h>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

namespace snapory {

// Something large that is made when it is first needed and leaves memory when nobody has asked for it for
// `idle`. May be used from any thread; what `make` throws reaches who asked, and the next ask tries again.
template <class Thing>
class OnDemand {
public:
    using Clock = std::chrono::steady_clock;

    OnDemand(std::chrono::milliseconds idle, std::function<Thing()> make)
        : idle_(idle),
          make_(std::move(make)),
          sweeper_([this](const std::stop_token& stop) { drop_when_idle(stop); }) {}

    // Who still holds it when it is dropped keeps it; only the last holder frees it.
    std::shared_ptr<const Thing> get() {
        const std::lock_guard lock(mutex_);
        if (!thing_) thing_ = std::make_shared<const Thing>(make_());
        used_at_ = Clock::now();
        return thing_;
    }

private:
    void drop_when_idle(const std::stop_token& stop) {
        std::unique_lock lock(mutex_);
        while (!stop.stop_requested()) {
            wake_.wait_for(lock, stop, idle_, [] { return false; });
            if (!thing_ || Clock::now() - used_at_ < idle_) continue;
            thing_.reset();
            ::malloc_trim(0);  // else the allocator keeps what it held
        }
    }

    const std::chrono::milliseconds idle_;
    const std::function<Thing()> make_;
    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::shared_ptr<const Thing> thing_;  // empty while it is out of memory
    Clock::time_point used_at_;
    std::jthread sweeper_;  // last, so that it stops before what it uses goes
};

}  // namespace snapory
