#include "infrastructure/local/process_rate_limits.hpp"

#include <gtest/gtest.h>

#include "infrastructure/memory/clock.hpp"

namespace snapory {
namespace {

using namespace std::chrono_literals;

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
