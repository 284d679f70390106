#include "infrastructure/redis/bell.hpp"

#include <gtest/gtest.h>

#include <atomic>

#include "infrastructure/redis/temporary_redis.hpp"

namespace snapory {
namespace {

struct Server {
    const char* name;
    std::unique_ptr<TemporaryRedis> (*make)();
};

// Two bells of one Redis, as two processes have them: of the one that listens, nothing else is asked.
class RedisBellTest : public testing::TestWithParam<Server> {
protected:
    bool is_heard() {
        return eventually([this, before = heard_.load()] {
            near_->ring_event(EventId("event"));
            return heard_ > before;
        });
    }

    std::unique_ptr<TemporaryRedis> redis = GetParam().make();
    RedisClient near_client_{redis->config()}, far_client_{redis->config()};
    std::atomic<int> heard_ = 0, missed_ = 0;
    std::unique_ptr<Bell> near_ = make_redis_bell(near_client_), far_ = make_redis_bell(far_client_);
    std::shared_ptr<void> listening_ = far_->listen(
        {.jobs = {}, .event = [this](const EventId&) { ++heard_; }, .missed = [this] { ++missed_; }});
};
INSTANTIATE_TEST_SUITE_P(Servers, RedisBellTest,
                         testing::Values(Server{"Single", make_temporary_redis},
                                         Server{"Tls", make_temporary_redis_with_tls},
                                         Server{"Cluster", make_temporary_redis_cluster},
                                         Server{"Sentinels", make_temporary_sentinels}),
                         [](const auto& info) { return info.param.name; });

TEST_P(RedisBellTest, TellsThatRingsWereMissedAndIsHeardAgainAfterItsServerDied) {
    ASSERT_TRUE(is_heard());
    auto server = redis->master_of(far_client_.key("bell"));
    auto before = missed_.load();
    redis->stop(server);
    near_->ring_event(EventId("event"));
    if (!redis->replaces_masters()) redis->start(server);
    EXPECT_TRUE(eventually([&] { return missed_ > before; }));
    EXPECT_TRUE(is_heard());
}

}  // namespace
}  // namespace snapory
