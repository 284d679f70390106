#include "http/relay.hpp"

#include <algorithm>
#include <utility>

namespace snapory::http {
Relay::Relay(Step step)
    : step_(std::move(step)), first_([this] { run(0); }), second_([this] { run(second); }) {}

void Relay::join() {
    for (auto* thread : {&first_, &second_})
        if (thread->joinable()) thread->join();
}

void Relay::run(Baton me) {
    const auto mine = [&] { return (baton_.load(std::memory_order_relaxed) & second) == me; };
    while (mine() || stand_by(me)) {
        if (step_()) continue;
        const std::lock_guard lock(mutex_);
        ended_ = true;
        wake_.notify_one();
        return;
    }
}

// Gives true with the baton in hand; false when no more steps come.
bool Relay::stand_by(Baton me) {
    std::unique_lock lock(mutex_);
    covered_ = true;
    for (Baton seen = baton_; !ended_; seen = baton_) {
        wake_.wait_for(lock, tick_, [this] { return ended_; });
        if (baton_ != seen) {
            tick_ = std::min(2 * tick_, longest_tick);
        } else if ((seen & away) == 0) {
            sleep(lock);
        } else if (baton_.compare_exchange_strong(seen, (home_again(seen) & ~second) | me)) {
            tick_ = shortest_tick;
            covered_ = false;
            return true;
        }
    }
    return false;
}

void Relay::sleep(std::unique_lock<std::mutex>& lock) {
    asleep_ = true;
    if ((baton_ & away) != 0) asleep_ = false;  // the other set out before it could see that
    wake_.wait(lock, [this] { return !asleep_ || ended_; });
    asleep_ = false;
}

Relay::Baton Relay::set_out() {
    const Baton mine = baton_.fetch_add(away) + away;
    if (asleep_) wake();
    return mine;
}

void Relay::wake() {
    {
        const std::lock_guard lock(mutex_);
        asleep_ = false;
    }
    wake_.notify_one();
}

}  // namespace snapory::http
