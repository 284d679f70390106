#include "http/relay.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <deque>
#include <functional>
#include <latch>
#include <mutex>
#include <semaphore>
#include <thread>
#include <utility>

namespace snapory::http {
namespace {

// Takes the steps that a test gives it, one after another.
class Script {
public:
    void add(std::function<void()> step) {
        {
            const std::lock_guard lock(mutex_);
            steps_.push_back(std::move(step));
        }
        left_.release();
    }
    bool take() {
        left_.acquire();
        std::function<void()> step;
        {
            const std::lock_guard lock(mutex_);
            step = std::move(steps_.front());
            steps_.pop_front();
        }
        if (step) step();
        return static_cast<bool>(step);
    }

private:
    std::mutex mutex_;
    std::deque<std::function<void()>> steps_;
    std::counting_semaphore<> left_{0};
};

class RelayTest : public testing::Test {
protected:
    // Returns when every step has ended.
    void finish() {
        script_.add(nullptr);
        relay_.join();
    }

    // Adds a step, once somebody stands by for it.
    void add_covered(std::function<void()> step) {
        script_.add([this, step = std::move(step)] {
            while (!relay_.covered()) std::this_thread::yield();
            step();
        });
    }

    Script script_;
    Relay relay_{[this] { return script_.take(); }};
};

TEST_F(RelayTest, KeepsShortWorkOnOneThread) {
    std::atomic<int> kept = 0;
    for (int i = 0; i < 100; ++i)
        add_covered([&] {
            const auto before = std::this_thread::get_id();
            if (relay_.run_aside([] {}) && before == std::this_thread::get_id()) ++kept;
        });
    finish();
    EXPECT_GT(kept, 50);  // a busy machine may delay any thread for a tick
}

TEST_F(RelayTest, GoesOnWhileAStepBlocks) {
    std::latch release(1);
    std::latch went_on(1);
    std::atomic<bool> kept = true;
    std::thread::id blocked;
    std::thread::id other;
    add_covered([&] {
        blocked = std::this_thread::get_id();
        kept = relay_.run_aside([&] { release.wait(); });
    });
    script_.add([&] {
        other = std::this_thread::get_id();
        EXPECT_FALSE(relay_.covered());
        went_on.count_down();
    });
    went_on.wait();
    release.count_down();
    std::latch back(1);
    add_covered([&] { back.count_down(); });  // whoever blocked stands by again
    back.wait();
    finish();
    EXPECT_NE(blocked, other);
    EXPECT_FALSE(kept);
}

TEST_F(RelayTest, HandsOverAgainAndAgain) {
    constexpr int rounds = 50;
    std::counting_semaphore<> release(0);
    std::counting_semaphore<> handed_over(0);
    for (int i = 0; i < rounds; ++i) {
        add_covered([&] { EXPECT_FALSE(relay_.run_aside([&] { release.acquire(); })); });
        script_.add([&] { handed_over.release(); });
    }
    for (int i = 0; i < rounds; ++i) {
        handed_over.acquire();
        release.release();
    }
    finish();
}

TEST_F(RelayTest, TakesOneStepAtATimeWhateverItsLength) {
    std::atomic<int> inside = 0;
    for (int i = 0; i < 1000; ++i)
        script_.add([&, i] {
            EXPECT_EQ(++inside, 1);
            const auto work = [&] {
                --inside;  // from here others may go on
                if (i % 100 == 0) std::this_thread::sleep_for(std::chrono::milliseconds{1});
            };
            if (!relay_.covered()) {
                --inside;
            } else if (relay_.run_aside(work)) {
                EXPECT_EQ(++inside, 1);
                --inside;
            }
        });
    finish();
}

}  // namespace
}  // namespace snapory::http
