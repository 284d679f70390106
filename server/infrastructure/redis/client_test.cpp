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

bool sets(RedisClient& client, const std::string& name) {
    auto key = client.key(name);
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
                                         Server{"Tls", make_temporary_redis_with_tls},
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
        auto answer = client.run(script, {client.key("key")}, {"argument"});
        ASSERT_EQ(answer.items.size(), 2U);
        EXPECT_EQ(answer.items[1].text, "argument");
    }
}

TEST_P(RedisClientTest, GoesOnAfterAMasterDied) {
    EXPECT_TRUE(sets(client, "key"));
    for (std::size_t master = 0; master < redis->masters(); ++master) {
        redis->stop(master);
        if (!redis->replaces_masters()) {
            EXPECT_THROW(client.ping(), Unavailable);
            redis->start(master);
        }
        for (int i = 0; i < 20; ++i)
            EXPECT_TRUE(eventually([&] { return sets(client, "key " + std::to_string(i)); })) << i;
        if (GetParam().make == make_temporary_redis_cluster) break;  // a majority must stay
    }
}

TEST_P(RedisClientTest, RefusesWhatTheServerRefuses) {
    auto list = client.key("list");
    client.run(list, {"RPUSH", list, "a"});
    EXPECT_THROW(client.run(list, {"INCR", list}), Unavailable);
    EXPECT_EQ(client.run(list, {"LLEN", list}).integer, 1);
}

class EncryptedRedis : public testing::Test {
protected:
    // What the operator is told.
    static std::string told(const RedisConfig& config, const RedisArguments& command = {"PING"}) {
        try {
            RedisClient client(config);
            client.run(client.key("any"), command);
        } catch (const Unavailable& fault) {
            return fault.what();
        }
        return "(nothing)";
    }

    std::unique_ptr<TemporaryRedis> redis = make_temporary_redis_with_tls();
    RedisConfig config = redis->config();
};

TEST_F(EncryptedRedis, IsNotTrustedWhenNobodyVouchesForIt) {
    EXPECT_EQ(told(config), "(nothing)");
    auto where = config.addresses[0].text();
    config.ca.clear();  // those of the system
    EXPECT_EQ(told(config), "The certificate of " + where +
                                " is refused: self-signed certificate in certificate chain. Whose "
                                "certificates are trusted, ca=/file in redis.url says.");
    config.ca = "/nowhere/ca.pem";
    EXPECT_EQ(told(config), "The certificates in /nowhere/ca.pem cannot be read.");
}

TEST_F(EncryptedRedis, IsNotTrustedUnderAnotherName) {
    config.addresses[0].host = "localhost";
    EXPECT_TRUE(told(config).find("is refused: hostname mismatch") != std::string::npos) << told(config);
}

TEST_F(EncryptedRedis, RefusesAWrongPassword) {
    config.password = "wrong";
    EXPECT_TRUE(told(config).starts_with("Redis refuses AUTH: WRONGPASS")) << told(config);
    config.user.clear();
    config.password.clear();
    EXPECT_EQ(told(config), "(nothing)") << "the user of this test's own, who needs none";
}

TEST_F(EncryptedRedis, LetsSnaporyDoNoMoreThanItDoes) {
    const std::string foreign = "another:key";
    for (const RedisArguments& command : std::vector<RedisArguments>{{"FLUSHALL"},
                                                                     {"FLUSHDB"},
                                                                     {"KEYS", "*"},
                                                                     {"CONFIG", "GET", "*"},
                                                                     {"ACL", "LIST"},
                                                                     {"SCRIPT", "FLUSH"},
                                                                     {"GET", foreign},
                                                                     {"PUBLISH", foreign, "text"}})
        EXPECT_NE(told(config, command).find("NOPERM"), std::string::npos) << command.front();
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
