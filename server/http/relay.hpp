#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>

namespace snapory::http {

// Two threads that take turns at one stream of steps: one takes them, the other stands by. A step may run
// what blocks; when that has taken a whole tick, the other thread goes on with the steps, and the first
// stands by once it comes back. So no step waits long for another, and one that is short is never handed
// over. Looking costs more than a short step, so the ticks grow for as long as nothing blocks.
class Relay {
public:
    // Takes one step, waiting for it if need be; false when no more will come. Never runs on both threads at
    // once, but for what run_aside is given.
    using Step = std::function<bool()>;

    explicit Relay(Step step);
    ~Relay() { join(); }
    Relay(const Relay&) = delete;
    Relay& operator=(const Relay&) = delete;

    // Returns once a step said false. Called by its owner.
    void join();
    // Within a step only. Whether somebody stands by to go on with the steps.
    bool covered() const { return covered_; }
    // Within a step, and only when covered: runs what may block. False: the other thread has gone on with the
    // steps meanwhile, so the rest of this one must be made a step of its own. The work must not throw.
    template <class Work>
    [[nodiscard]] bool run_aside(const Work& work) {
        const Baton mine = set_out();
        work();
        return come_back(mine);
    }

private:
    // Who takes the steps (bit 1), whether what they run may be blocking (bit 0), and above these how often
    // that began or ended.
    using Baton = std::uint64_t;

    void run(Baton me);
    bool stand_by(Baton me);
    void sleep(std::unique_lock<std::mutex>& lock);
    Baton set_out();
    bool come_back(Baton mine) { return baton_.compare_exchange_strong(mine, home_again(mine)); }
    void wake();

    static constexpr Baton away = 1, second = 2, once = 4;
    // Several times what waking a thread costs, and what a step may wait for another at worst.
    static constexpr std::chrono::microseconds shortest_tick{200}, longest_tick{3200};
    static Baton home_again(Baton baton) { return (baton & ~away) + once; }

    Step step_;
    std::atomic<Baton> baton_ = 0;
    std::atomic<bool> covered_ = false;
    std::atomic<bool> asleep_ = false;  // whoever stands by wants to be told when the other sets out
    std::mutex mutex_;
    std::condition_variable wake_;
    bool ended_ = false;                              // guarded by mutex_
    std::chrono::microseconds tick_ = shortest_tick;  // guarded by mutex_
    std::thread first_;
    std::thread second_;
};

}  // namespace snapory::http
