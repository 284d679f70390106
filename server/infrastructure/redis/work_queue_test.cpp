#include "infrastructure/redis/work_queue.hpp"

#include <gtest/gtest.h>

#include "infrastructure/memory/scene.hpp"
#include "infrastructure/redis/temporary_redis.hpp"

namespace snapory {
namespace {

struct RedisWorkQueueTest : testing::Test, MemoryScene {
    std::unique_ptr<TemporaryRedis> redis = make_temporary_redis();
    RedisClient client{redis->config()};
    RedisWorkQueue work{client, jobs, bell};

    PhotoId add(Priority priority = Priority::first) {
        auto photo = add_photo(guest, std::to_string(++added)).id;
        work.add({photo, priority});
        return photo;
    }
    std::optional<Job> claim() { return work.claim("worker", clock.now()); }
    // As five seconds later.
    void make_check_due() { client.run("snapory:{jobs}:checked", {"DEL", "snapory:{jobs}:checked"}); }

    int added = 0;
};

TEST_F(RedisWorkQueueTest, FindsEverythingAgainThatAFlushTook) {
    EXPECT_FALSE(claim());
    for (int i = 0; i < 1200; ++i) add();
    redis->flush();
    EXPECT_EQ(work.length(), 0U);
    EXPECT_TRUE(claim());
    EXPECT_EQ(work.length(), 1200U) << "also the one that is being worked on";
    int claimed = 1;
    while (claim()) ++claimed;
    EXPECT_EQ(claimed, 1200);
}

TEST_F(RedisWorkQueueTest, AsksTheRowsWhileRedisIsLost) {
    EXPECT_FALSE(claim());
    auto before = add();
    redis->stop(0);
    auto during = add();
    EXPECT_EQ(claim()->photo.id, before);
    EXPECT_EQ(claim()->photo.id, during);
    EXPECT_FALSE(claim());
}

TEST_F(RedisWorkQueueTest, BringsBackWhatWasPutOffWhenItIsDue) {
    auto photo = add();
    jobs.give_back(claim().value(), clock.now() + std::chrono::seconds(2), false);
    work.remove(photo);
    make_check_due();
    EXPECT_FALSE(claim());
    clock.advance(std::chrono::seconds(2));
    make_check_due();
    EXPECT_EQ(claim()->attempts, 2U);
}

TEST_F(RedisWorkQueueTest, GivesPhotosNobodySawFirst) {
    claim();
    auto again = add(Priority::again), first = add();
    EXPECT_EQ(claim()->photo.id, first);
    EXPECT_EQ(claim()->photo.id, again);
}

TEST_F(RedisWorkQueueTest, PutsWhatIsNoPhotoAmongTheDeadLetters) {
    claim();
    auto first = add();
    client.run("snapory:{jobs}:first", {"XADD", "snapory:{jobs}:first", "*", "photo", "nonsense"});
    auto second = add();
    EXPECT_EQ(claim()->photo.id, first);
    EXPECT_EQ(claim()->photo.id, second);
    EXPECT_EQ(work.dead_letters(), 1U);
    EXPECT_EQ(work.length(), 2U);
}

}  // namespace
}  // namespace snapory
