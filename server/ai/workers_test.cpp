#include "ai/workers.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <stdexcept>

#include "infrastructure/memory/bell.hpp"

namespace snapory {
namespace {

using namespace std::chrono_literals;

// Photos that wait, as workers see them.
class Queue {
public:
    void add(int photos) {
        std::lock_guard lock(mutex_);
        waiting_ += photos;
    }

    std::optional<ProcessedJob> take(const std::string& /*holder*/) {
        std::lock_guard lock(mutex_);
        ++looks_;
        changed_.notify_all();
        if (waiting_ == 0) return std::nullopt;
        --waiting_;
        ++done_;
        return ProcessedJob{};
    }

    bool wait_until_done(int photos) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, 10s, [&] { return done_ == photos; });
    }
    bool wait_for_looks(int looks) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, 10s, [&] { return looks_ >= looks; });
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    int waiting_ = 0;
    int done_ = 0;
    int looks_ = 0;
};

class WorkersTest : public testing::Test {
protected:
    Workers::Process from_queue() {
        return [this](const std::string& holder) { return queue.take(holder); };
    }

    MemoryBell bell;
    Metrics metrics;
    Queue queue;
};

TEST_F(WorkersTest, EmptyTheQueueAtTheStartAndAtEachRing) {
    queue.add(20);
    Workers workers({.count = 3, .holder = "test", .look_again = 1h}, from_queue(), [] {}, bell, metrics);
    EXPECT_TRUE(queue.wait_until_done(20));
    EXPECT_TRUE(queue.wait_for_looks(23));  // each has seen that nothing is left
    queue.add(1);
    bell.ring_jobs();
    EXPECT_TRUE(queue.wait_until_done(21));
    EXPECT_TRUE(workers.stop(10s));
    EXPECT_NE(metrics.text().find("snapory_jobs_claimed_total 21\n"), std::string::npos);
}

TEST_F(WorkersTest, LookAgainWithoutARing) {
    Workers workers({.count = 1, .holder = "test", .look_again = 1ms}, from_queue(), [] {}, bell, metrics);
    EXPECT_TRUE(queue.wait_for_looks(1));
    queue.add(1);
    EXPECT_TRUE(queue.wait_until_done(1));
}

TEST_F(WorkersTest, GoOnAfterAFault) {
    std::atomic<int> calls = 0;
    std::promise<void> recovered;
    auto faulty = [&](const std::string&) -> std::optional<ProcessedJob> {
        auto call = ++calls;
        if (call == 1) throw std::runtime_error("the database is gone");
        if (call == 2) recovered.set_value();
        return std::nullopt;
    };
    Workers workers({.count = 1, .holder = "test", .look_again = 1ms}, faulty, [] {}, bell, metrics);
    EXPECT_EQ(recovered.get_future().wait_for(10s), std::future_status::ready);
}

TEST_F(WorkersTest, GroupFacesWhenIdleAndGoOnWhenThatFails) {
    std::atomic<int> calls = 0;
    std::promise<void> again;
    auto group = [&] {
        if (++calls == 2) again.set_value();
        throw std::runtime_error("a fault");
    };
    Workers workers({.count = 1, .holder = "test", .look_again = 1ms}, from_queue(), group, bell, metrics);
    EXPECT_EQ(again.get_future().wait_for(10s), std::future_status::ready);
    queue.add(1);
    EXPECT_TRUE(queue.wait_until_done(1));
}

TEST_F(WorkersTest, StopWaitsForWhatRunsButNotForever) {
    std::promise<void> begun, may_end;
    auto end = may_end.get_future().share();
    auto slow = [&](const std::string&) -> std::optional<ProcessedJob> {
        begun.set_value();
        end.wait();
        return ProcessedJob{};
    };
    Workers workers({.count = 1, .holder = "test", .look_again = 1h}, slow, [] {}, bell, metrics);
    begun.get_future().wait();
    EXPECT_FALSE(workers.stop(1ms));
    may_end.set_value();
    EXPECT_TRUE(workers.stop(10s));
}

}  // namespace
}  // namespace snapory
