#include "infrastructure/faces/region.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace snapory {
namespace {

TEST(Region, IsSquaredAroundItsMiddle) {
    const Region square = squared({.left = 10, .top = 0, .right = 14, .bottom = 8, .score = 0.5F});
    EXPECT_FLOAT_EQ(square.left, 8);
    EXPECT_FLOAT_EQ(square.right, 16);
    EXPECT_FLOAT_EQ(square.top, 0);
    EXPECT_FLOAT_EQ(square.bottom, 8);
    EXPECT_FLOAT_EQ(square.score, 0.5F);
}

TEST(Region, OverlapsByUnionOrBySmaller) {
    const Region large{.left = 0, .top = 0, .right = 4, .bottom = 4, .score = 1};
    struct Case {
        Region other;
        float of_union;
        float of_smaller;
    };
    const Case cases[] = {
        {{0, 0, 4, 4, 1}, 1, 1}, {{0, 0, 2, 4, 1}, 0.5F, 1}, {{2, 0, 6, 4, 1}, 1.0F / 3, 0.5F},
        {{4, 0, 8, 4, 1}, 0, 0}, {{9, 9, 10, 10, 1}, 0, 0},
    };
    for (const auto& [other, of_union, of_smaller] : cases) {
        EXPECT_FLOAT_EQ(overlap(large, other, Overlap::of_union), of_union) << other.left;
        EXPECT_FLOAT_EQ(overlap(other, large, Overlap::of_smaller), of_smaller) << other.left;
    }
}

TEST(Region, LiesOnThePictureOrNot) {
    constexpr float infinity = std::numeric_limits<float>::infinity();
    constexpr float no_number = std::numeric_limits<float>::quiet_NaN();
    struct Case {
        Region region;
        bool lies;
    };
    const Case cases[] = {
        {{10, 10, 20, 20, 1}, true},         {{-5, -5, 5, 5, 1}, true},
        {{-300, -300, 90, 90, 1}, true},     {{100, 0, 120, 20, 1}, false},
        {{-20, 0, 0, 20, 1}, false},         {{10, 10, 10.5F, 20, 1}, false},
        {{20, 10, 10, 20, 1}, false},        {{-1e9F, -1e9F, 1e9F, 1e9F, 1}, false},
        {{10, 10, infinity, 20, 1}, false},  {{-infinity, 10, infinity, 20, 1}, false},
        {{no_number, 10, 20, 20, 1}, false}, {{10, 10, 20, no_number, 1}, false},
    };
    for (const auto& [region, lies] : cases) {
        EXPECT_EQ(lies_on(region, 100, 50), lies) << region.left << ' ' << region.right;
    }
}

TEST(Suppress, KeepsTheBestOfThoseThatOverlap) {
    const std::vector<Region> regions{
        {0, 0, 10, 10, 0.7F},  // gives way to the next
        {1, 0, 11, 10, 0.9F},
        {50, 0, 60, 10, 0.8F},  // elsewhere
        {7, 0, 17, 10, 0.6F},   // overlaps the best by less than the limit
    };
    EXPECT_EQ(suppress(regions, 0.4F, Overlap::of_union), (std::vector<std::size_t>{1, 2, 3}));
    EXPECT_EQ(suppress(regions, 0.2F, Overlap::of_union), (std::vector<std::size_t>{1, 2}));
    EXPECT_TRUE(suppress({}, 0.4F, Overlap::of_union).empty());
}

TEST(Suppress, DropsAFaceInsideOfAnother) {
    const std::vector<Region> regions{{0, 0, 100, 100, 0.9F}, {30, 30, 50, 50, 0.8F}};
    EXPECT_EQ(suppress(regions, 0.5F, Overlap::of_union).size(), 2U);
    EXPECT_EQ(suppress(regions, 0.5F, Overlap::of_smaller).size(), 1U);
}

}  // namespace
}  // namespace snapory
