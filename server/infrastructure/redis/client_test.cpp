#include "infrastructure/redis/client.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <thread>
#include <vector>

#include "infrastructure/redis/temporary_redis.hpp"

namespace snapory {
namespace {

using namespace std::chrono_literals;

bool holds(const std::function<bool()>& check) {
    try {
        return check();
    } catch (const Unavailable&) {
        return false;
    }
}

bool eventually(const std::function<bool()>& check) {
    auto deadline = std::chrono::steady_clock::now() + 20s;
    while (std::chrono::steady_clock::now() < deadline) {
        if (holds(check)) return true;
        std::this_thread::sleep_for(20ms);
    }
    return false;
}

bool sets(RedisClient& client, const std::string& key) {
    return client.run(key, {"SET", key, "value"}).text == "OK" &&
           client.run(key, {"GET", key}).text == "value";
}

struct Server {
    const char* name;
    std::unique_ptr<TemporaryRedis> (*make)();
};

class RedisClientTest : public testing::TestWithParam<Server> {
protected:
    std::unique_ptr<TemporaryRedis> redis = GetParam().make();
    RedisClient client{redis->config()};
};
INSTANTIATE_TEST_SUITE_P(Servers, RedisClientTest,
                         testing::Values(Server{"Single", make_temporary_redis},
                                         Server{"Cluster", make_temporary_redis_cluster},
                                         Server{"Sentinels", make_temporary_sentinels}),
                         [](const auto& info) { return info.param.name; });

TEST_P(RedisClientTest, FindsEachKey) {
    for (int i = 0; i < 50; ++i) EXPECT_TRUE(sets(client, "key " + std::to_string(i)));
}

TEST_P(RedisClientTest, LetsManyThreadsAskFirst) {
    std::atomic<int> answered = 0;
    {
        std::vector<std::jthread> threads;
        threads.reserve(8);
        for (int i = 0; i < 8; ++i)
            threads.emplace_back([&] { answered += holds([&] { return sets(client, "first"); }); });
    }
    EXPECT_EQ(answered, 8);
}

TEST_P(RedisClientTest, RunsScriptsTheServerDoesNotKnowYet) {
    RedisScript script("test", "return {KEYS[1], ARGV[1]}");
    for (int i = 0; i < 2; ++i) {
        auto answer = client.run(script, {"key"}, {"argument"});
        ASSERT_EQ(answer.items.size(), 2U);
        EXPECT_EQ(answer.items[1].text, "argument");
    }
}

TEST_P(RedisClientTest, GoesOnAfterAMasterDied) {
    EXPECT_TRUE(sets(client, "key"));
    for (std::size_t master = 0; master < redis->masters(); ++master) {
        redis->stop(master);
        if (GetParam().make == make_temporary_redis) {
            EXPECT_THROW(client.run("key", {"GET", "key"}), Unavailable);
            redis->start(master);
        }
        for (int i = 0; i < 20; ++i)
            EXPECT_TRUE(eventually([&] { return sets(client, "key " + std::to_string(i)); })) << i;
        if (GetParam().make == make_temporary_redis_cluster) break;  // a majority must stay
    }
}

TEST_P(RedisClientTest, RefusesWhatTheServerRefuses) {
    client.run("list", {"RPUSH", "list", "a"});
    EXPECT_THROW(client.run("list", {"INCR", "list"}), Unavailable);
    EXPECT_EQ(client.run("list", {"LLEN", "list"}).integer, 1);
}

TEST(RedisClient, FailsAtOnceWhileNobodyIsThere) {
    RedisConfig config;
    config.addresses = {{"127.0.0.1", 1}};
    RedisClient client(config);
    auto begun = std::chrono::steady_clock::now();
    for (int i = 0; i < 100; ++i) EXPECT_THROW(client.run("key", {"GET", "key"}), RedisLost);
    EXPECT_LT(std::chrono::steady_clock::now() - begun, 2s);
}

}  // namespace
}  // namespace snapory
