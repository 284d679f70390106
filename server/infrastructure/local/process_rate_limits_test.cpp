#include "infrastructure/local/process_rate_limits.hpp"

#include <gtest/gtest.h>

#include "infrastructure/memory/clock.hpp"

namespace snapory {
namespace {

using namespace std::chrono_literals;

TEST(ProcessRateLimits, AllowsSoManyAWindow) {
    HeldClock clock;
    ProcessRateLimits limits(clock);
    EXPECT_TRUE(limits.take("a", 2, 60s).allowed);
    EXPECT_EQ(limits.take("a", 2, 60s).remaining, 0U);
    auto refused = limits.take("a", 2, 60s);
    EXPECT_FALSE(refused.allowed);
    EXPECT_EQ(refused.reset, 60s);
    EXPECT_TRUE(limits.take("b", 2, 60s).allowed);
    clock.advance(60s);
    EXPECT_TRUE(limits.take("a", 2, 60s).allowed);
}

TEST(ProcessRateLimits, ManyKeysShareOneCountAndAreForgottenInTime) {
    HeldClock clock;
    ProcessRateLimits limits(clock, 10);
    for (int i = 0; i < 10; ++i) EXPECT_TRUE(limits.take("key " + std::to_string(i), 1, 60s).allowed);
    EXPECT_TRUE(limits.take("one more", 1, 60s).allowed);
    EXPECT_FALSE(limits.take("and another", 1, 60s).allowed);
    EXPECT_FALSE(limits.take("key 3", 1, 60s).allowed);
    clock.advance(61s);
    EXPECT_TRUE(limits.take("and another", 1, 60s).allowed);
    EXPECT_TRUE(limits.take("yet another", 1, 60s).allowed);
}

}  // namespace
}  // namespace snapory
