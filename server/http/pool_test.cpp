#include "http/pool.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdint>
#include <latch>
#include <utility>
#include <vector>

namespace snapory::http {
namespace {

void submit(Pool& pool, Pool::Job job) { ASSERT_TRUE(pool.try_submit(job, SIZE_MAX)); }

TEST(Pool, RunsEverythingBeforeItEnds) {
    std::atomic<int> done = 0;
    {
        Pool pool(3);
        for (int i = 0; i < 10'000; ++i) submit(pool, [&] { ++done; });
    }
    EXPECT_EQ(done, 10'000);
}

TEST(Pool, JobsThatBlockHoldUpNobodyWhileThereAreThreads) {
    constexpr int threads = 8;
    std::latch all(threads);
    Pool pool(threads);
    for (int i = 0; i < threads; ++i) submit(pool, [&] { all.arrive_and_wait(); });
    all.wait();
}

TEST(Pool, AJobThatComesWhileAnotherBlocksIsRun) {
    std::latch blocked(1);
    std::latch release(1);
    std::latch ran(1);
    Pool pool(2);
    submit(pool, [&] {
        blocked.count_down();
        release.wait();
    });
    blocked.wait();
    submit(pool, [&] { ran.count_down(); });
    ran.wait();
    release.count_down();
}

TEST(Pool, RunsOneJobAfterAnotherInOrderOnOneThread) {
    std::vector<int> order;
    {
        Pool pool(1);
        for (int i = 0; i < 100; ++i) submit(pool, [&order, i] { order.push_back(i); });
    }
    for (int i = 0; i < 100; ++i) EXPECT_EQ(order[static_cast<std::size_t>(i)], i);
}

TEST(Pool, LeavesAJobAloneWhenTooManyWait) {
    std::latch blocked(1);
    std::latch release(1);
    Pool pool(1);
    submit(pool, [&] {
        blocked.count_down();
        release.wait();
    });
    blocked.wait();
    Pool::Job job = [] {};
    EXPECT_TRUE(pool.try_submit(job, 1));
    Pool::Job one_too_many = [] {};
    EXPECT_FALSE(pool.try_submit(one_too_many, 1));
    EXPECT_TRUE(one_too_many);
    release.count_down();
}

}  // namespace
}  // namespace snapory::http
