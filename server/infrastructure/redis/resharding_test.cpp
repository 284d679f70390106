#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "infrastructure/redis/bell.hpp"
#include "infrastructure/redis/client.hpp"
#include "infrastructure/redis/slots.hpp"
#include "infrastructure/redis/temporary_redis.hpp"

namespace snapory {
namespace {

// The slot of the bell's channel goes from one master to another, step by step as redis-cli does it.
class Resharding : public testing::Test {
protected:
    // Of the same slot.
    std::string key(const std::string& name) const { return client.key("{" + channel + "}" + name); }
    std::string get(const std::string& name) { return client.run(key(name), {"GET", key(name)}).text; }

    void begin_move() {
        tell(to, {"CLUSTER", "SETSLOT", slot, "IMPORTING", id_of(from)});
        tell(from, {"CLUSTER", "SETSLOT", slot, "MIGRATING", id_of(to)});
    }
    void move(const std::string& name) {
        const auto& target = config.addresses[to];
        tell(from, {"MIGRATE", target.host, std::to_string(target.port), key(name), "0", "1000"});
    }
    void end_move() {
        for (auto master : {to, from, other}) tell(master, {"CLUSTER", "SETSLOT", slot, "NODE", id_of(to)});
    }
    // How often the server that had the slot has answered with this.
    std::uint64_t answers(const std::string& error) {
        auto text = redis->ask(from, {"INFO", "errorstats"}).text;
        auto label = "errorstat_" + error + ":count=";
        auto at = text.find(label);
        return at == std::string::npos ? 0 : std::stoull(text.substr(at + label.size()));
    }

    std::unique_ptr<TemporaryRedis> redis = make_temporary_redis_cluster();
    RedisConfig config = redis->config();
    RedisClient client{config};
    std::string channel = client.key("bell"), slot = std::to_string(slot_of_key(channel));
    std::size_t from = redis->master_of(channel), to = (from + 1) % 3, other = (from + 2) % 3;

private:
    std::string id_of(std::size_t master) { return redis->ask(master, {"CLUSTER", "MYID"}).text; }
    void tell(std::size_t master, const RedisArguments& command) {
        EXPECT_EQ(redis->ask(master, command).text, "OK") << command[2];
    }
};

TEST_F(Resharding, LosesNoCommand) {
    const RedisScript both("test.both", "return {redis.call('GET', KEYS[1]), redis.call('GET', KEYS[2])}");
    for (const auto* name : {"first", "second"}) client.run(key(name), {"SET", key(name), name});
    client.run(key("count"), {"SET", key("count"), "0"});  // it has to be where it is moved from
    std::atomic<bool> moving = true;
    std::int64_t sent = 0;
    std::jthread counting([&] {
        while (moving || sent == 0) {
            client.run(key("count"), {"INCR", key("count")});
            ++sent;
        }
    });

    begin_move();
    move("first");
    move("count");
    EXPECT_EQ(get("first"), "first");
    EXPECT_EQ(get("second"), "second");
    EXPECT_THROW(client.run(both, {key("first"), key("second")}, {}), RedisLost) << "they are parted";
    EXPECT_GE(answers("ASK"), 1U);
    move("second");
    end_move();
    EXPECT_EQ(client.run(both, {key("first"), key("second")}, {}).items.size(), 2U);
    EXPECT_GE(answers("MOVED"), 1U);

    moving = false;
    counting.join();
    EXPECT_EQ(get("count"), std::to_string(sent)) << "each once";
    EXPECT_TRUE(eventually([&, before = answers("MOVED")]() mutable {
        get("first");
        return before == std::exchange(before, answers("MOVED"));
    })) << "the map of slots is new";
}

TEST_F(Resharding, TakesTheBellAlong) {
    RedisClient far_client(config);
    auto near = make_redis_bell(client), far = make_redis_bell(far_client);
    std::atomic<int> heard = 0, missed = 0;
    auto listening =
        far->listen({.jobs = {}, .event = [&](const EventId&) { ++heard; }, .missed = [&] { ++missed; }});
    auto is_heard = [&] {
        return eventually([&, before = heard.load()] {
            near->ring_event(EventId("event"));
            return heard > before;
        });
    };
    ASSERT_TRUE(is_heard());
    auto before = missed.load();
    begin_move();
    EXPECT_TRUE(is_heard());
    end_move();
    EXPECT_TRUE(eventually([&] { return missed > before; }));
    EXPECT_TRUE(is_heard());
}

}  // namespace
}  // namespace snapory
