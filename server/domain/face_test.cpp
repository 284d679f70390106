#include "domain/face.hpp"

#include <gtest/gtest.h>

namespace snapory {
namespace {

TEST(Cosine, IsTheProductOfCodes) {
    EXPECT_FLOAT_EQ(cosine({1, 0}, {1, 0}), 1);
    EXPECT_FLOAT_EQ(cosine({1, 0}, {0, 1}), 0);
    EXPECT_FLOAT_EQ(cosine({0.6F, 0.8F}, {0.8F, 0.6F}), 0.96F);
}

TEST(Cosine, OfCodesOfDifferentLengthIsNothing) {
    EXPECT_EQ(cosine({1}, {1, 0}), 0);
    EXPECT_EQ(cosine({}, {1}), 0);
    EXPECT_EQ(cosine({}, {}), 0);
}

TEST(MatchTier, BeginsAtItsThreshold) {
    constexpr MatchThresholds thresholds{.match = 0.5F, .maybe = 0.25F};
    EXPECT_EQ(tier_of(1, thresholds), MatchTier::match);
    EXPECT_EQ(tier_of(0.5F, thresholds), MatchTier::match);
    EXPECT_EQ(tier_of(0.49F, thresholds), MatchTier::maybe);
    EXPECT_EQ(tier_of(0.25F, thresholds), MatchTier::maybe);
    EXPECT_EQ(tier_of(0.24F, thresholds), std::nullopt);
    EXPECT_EQ(tier_of(-1, thresholds), std::nullopt);
}

}  // namespace
}  // namespace snapory
