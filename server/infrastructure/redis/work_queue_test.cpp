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
    // Takes every worker for dead at once.
    RedisWorkQueue hasty{client, jobs, bell, {.silence = std::chrono::milliseconds(0)}};

    PhotoId add(Priority priority = Priority::first) {
        auto photo = add_photo(guest, std::to_string(++added)).id;
        work.add({photo, priority});
        return photo;
    }
    std::optional<Job> claim() { return work.claim("worker", clock.now()); }
    // As five seconds later.
    void make_check_due() { client.run("snapory:{jobs}:checked", {"DEL", "snapory:{jobs}:checked"}); }

    // How often what is being worked on was given out, of the worker who has it last.
    std::int64_t deliveries(const std::string& worker) {
        auto pending = client.run("snapory:{jobs}:first",
                                  {"XPENDING", "snapory:{jobs}:first", "workers", "-", "+", "1", worker});
        return pending.items.empty() ? 0 : pending.items[0].items[3].integer;
    }

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

TEST_F(RedisWorkQueueTest, LeavesAPhotoToTheWorkerThatHasIt) {
    claim();
    add();
    ASSERT_TRUE(claim());
    clock.advance(lease_time + std::chrono::seconds(1));
    EXPECT_FALSE(work.claim("other", clock.now())) << "its row is free, but the stream has not waited yet";
    EXPECT_EQ(deliveries("worker"), 1);
}

TEST_F(RedisWorkQueueTest, GivesWhatADeadWorkerHadToAnother) {
    claim();
    auto photo = add();
    ASSERT_TRUE(claim());
    clock.advance(lease_time + std::chrono::seconds(1));
    auto job = hasty.claim("other", clock.now());
    ASSERT_TRUE(job);
    EXPECT_EQ(job->photo.id, photo);
    EXPECT_EQ(job->holder, "other");
    EXPECT_EQ(deliveries("other"), 2) << "it is the same entry";
    EXPECT_EQ(work.length(), 1U);
}

TEST_F(RedisWorkQueueTest, PutsWhatWasDeliveredFiveTimesInVainAmongTheDeadLetters) {
    claim();
    auto photo = add();
    for (int delivery = 1; delivery <= 5; ++delivery) {
        EXPECT_TRUE(hasty.claim("worker", clock.now())) << delivery;
        clock.advance(lease_time + std::chrono::seconds(1));
    }
    EXPECT_FALSE(hasty.claim("worker", clock.now()));
    EXPECT_EQ(work.dead_letters(), 1U);
    EXPECT_EQ(work.length(), 0U);
    auto letter = client.run("snapory:{jobs}:dead", {"XRANGE", "snapory:{jobs}:dead", "-", "+"})
                      .items.at(0)
                      .items.at(1);
    EXPECT_EQ(letter.items.at(1).text, photo.text());
    make_check_due();
    EXPECT_EQ(claim()->photo.id, photo) << "its row waits still";
}

TEST_F(RedisWorkQueueTest, LeavesWhatIsTooMuchForAStreamInTheRows) {
    RedisWorkQueue small(client, jobs, bell, {.waiting = 3});
    EXPECT_FALSE(small.claim("worker", clock.now()));
    std::vector<PhotoId> photos;
    for (int i = 0; i < 4; ++i) {
        photos.push_back(add_photo(guest, std::to_string(i)).id);
        small.add({photos.back(), Priority::first});
    }
    EXPECT_EQ(small.length(), 3U);
    for (int i = 0; i < 3; ++i) EXPECT_EQ(small.claim("worker", clock.now())->photo.id, photos[i]);
    make_check_due();
    EXPECT_FALSE(small.claim("worker", clock.now())) << "the stream is full of what is being worked on";
    small.remove(photos[0]);
    make_check_due();
    EXPECT_EQ(small.claim("worker", clock.now())->photo.id, photos[3]);
}

}  // namespace
}  // namespace snapory
