#include "infrastructure/redis/cache.hpp"

#include <gtest/gtest.h>

#include "infrastructure/memory/cache.hpp"
#include "infrastructure/redis/temporary_redis.hpp"

namespace snapory {
namespace {

struct RedisCacheTest : testing::Test {
    // As a process has it.
    struct Process {
        explicit Process(const RedisConfig& config) : client(config) {}
        RedisClient client;
        MemoryCache near;
        RedisCache cache{client, near};
    };

    std::string ask(Process& process, const std::string& version = "1") {
        return process.cache.get("key", version, [this] { return "text " + std::to_string(++made); });
    }

    std::unique_ptr<TemporaryRedis> redis = make_temporary_redis();
    Process one{redis->config()}, other{redis->config()};
    int made = 0;
};

TEST_F(RedisCacheTest, OneProcessMakesItForAll) {
    EXPECT_EQ(ask(one), "text 1");
    EXPECT_EQ(ask(other), "text 1");
    EXPECT_EQ(ask(other, "2"), "text 2");
    EXPECT_EQ(ask(one, "2"), "text 2");
}

TEST_F(RedisCacheTest, WhatRedisForgotIsStillNear) {
    ask(one);
    redis->flush();
    EXPECT_EQ(ask(one), "text 1");
    EXPECT_EQ(ask(other), "text 2") << "made anew";
}

TEST_F(RedisCacheTest, EachProcessHasItsOwnWhileRedisIsLost) {
    redis->stop(0);
    EXPECT_EQ(ask(one), "text 1");
    EXPECT_EQ(ask(other), "text 2");
    EXPECT_EQ(ask(one), "text 1");
}

TEST_F(RedisCacheTest, OneThatDiesWhileMakingHoldsUpTheOthersASecondAtMost) {
    one.client.run("snapory:cache:key:1", {"SET", "snapory:cache:key:1", "", "PX", "60000"});
    auto begun = std::chrono::steady_clock::now();
    EXPECT_EQ(ask(other), "text 1");
    auto waited = std::chrono::steady_clock::now() - begun;
    EXPECT_GE(waited, std::chrono::milliseconds(900));
    EXPECT_LT(waited, std::chrono::seconds(10));
}

}  // namespace
}  // namespace snapory
