#include "infrastructure/inference/on_demand.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace snapory {
namespace {

using namespace std::chrono_literals;

TEST(OnDemandTest, IsMadeOnceAndWhenNeeded) {
    int made = 0;
    OnDemand<int> thing(1h, [&] { return ++made; });
    EXPECT_EQ(made, 0);
    EXPECT_EQ(*thing.get(), 1);
    EXPECT_EQ(*thing.get(), 1);
}

TEST(OnDemandTest, LeavesMemoryWhenIdleAndComesBack) {
    int made = 0;
    OnDemand<int> thing(1ms, [&] { return ++made; });
    const std::weak_ptr<const int> first = thing.get();
    while (!first.expired()) std::this_thread::yield();
    EXPECT_EQ(*thing.get(), 2);
}

TEST(OnDemandTest, TriesAgainAfterAFault) {
    bool broken = true;
    OnDemand<int> thing(1h, [&] { return broken ? throw std::runtime_error("no file") : 7; });
    EXPECT_THROW(thing.get(), std::runtime_error);
    broken = false;
    EXPECT_EQ(*thing.get(), 7);
}

}  // namespace
}  // namespace snapory
