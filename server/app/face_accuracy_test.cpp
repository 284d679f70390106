#include "app/face_accuracy.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace snapory {
namespace {

// A direction in the plane; the cosine of two is that of the angle between them.
FaceCode at(double degrees) {
    const double radians = degrees * std::acos(-1.0) / 180;
    return {static_cast<float>(std::cos(radians)), static_cast<float>(std::sin(radians))};
}

constexpr MatchThresholds thresholds{.match = 0.9F, .maybe = 0.8F};

TEST(FaceAccuracyTest, TellsPairsOfOnePersonFromPairsOfTwo) {
    const auto accuracy = accuracy_of({{"ada", "1", at(0)},
                                       {"ada", "2", at(10)},
                                       {"bob", "3", at(90)},
                                       {"", "4", at(180)},
                                       {"", "4", at(181)}},
                                      thresholds);
    EXPECT_EQ(accuracy.genuine.size(), 1U);
    EXPECT_EQ(accuracy.impostor.size(), 9U) << "two strangers of one photo are two people";
    EXPECT_TRUE(std::ranges::is_sorted(accuracy.impostor));
    EXPECT_NEAR(accuracy.genuine[0], std::cos(10 * std::acos(-1.0) / 180), 1e-6);
}

TEST(FaceAccuracyTest, GivesTheShareThatReachesACosine) {
    FaceAccuracy accuracy;
    accuracy.genuine = {0.2F, 0.4F, 0.6F, 0.8F};
    accuracy.impostor = {0.0F, 0.1F, 0.2F, 0.3F, 0.5F};
    EXPECT_DOUBLE_EQ(accuracy.true_accepts(0.4F), 0.75);
    EXPECT_DOUBLE_EQ(accuracy.true_accepts(0.81F), 0);
    EXPECT_DOUBLE_EQ(accuracy.false_accepts(0.3F), 0.4);
    EXPECT_DOUBLE_EQ(FaceAccuracy{}.false_accepts(0), 0);
}

TEST(FaceAccuracyTest, FindsTheCosineOfAShareOfFalseAccepts) {
    FaceAccuracy accuracy;
    accuracy.impostor = {0.0F, 0.1F, 0.2F, 0.3F, 0.5F};
    for (const double allowed : {0.0, 0.1, 0.2, 0.4, 0.5}) {
        const float cosine = accuracy.cosine_at(allowed);
        EXPECT_LE(accuracy.false_accepts(cosine), allowed);
        EXPECT_GT(accuracy.false_accepts(std::nextafter(cosine, -1.0F)), allowed) << "the least of all";
    }
    EXPECT_EQ(accuracy.cosine_at(1), -1);
    EXPECT_EQ(FaceAccuracy{}.cosine_at(0), -1);
}

TEST(FaceAccuracyTest, SearchesAsEachPersonWithEachPhoto) {
    const auto accuracy = accuracy_of({{"ada", "a1", at(0)},
                                       {"ada", "a2", at(20)},
                                       {"ada", "a3", at(45)},
                                       {"ada", "a4", {}},
                                       {"bob", "b1", at(55)},
                                       {"", "c1", at(180)},
                                       {"bob", "b2", at(90)}},
                                      thresholds);
    ASSERT_EQ(accuracy.guests.size(), 2U);
    const auto& ada = accuracy.guests[0];
    EXPECT_EQ(ada.person, "ada");
    EXPECT_EQ(ada.photos, 4U);
    EXPECT_EQ(ada.without_face, 1U);
    // Of 3 selfies' 3 other photos each: at 0.9 (26 degrees) 1 + 2 + 1 of them, since the fourth has no face.
    EXPECT_DOUBLE_EQ(ada.match.recall, 4.0 / 9);
    EXPECT_EQ(ada.match.false_hits, 1U) << "b1 is 10 degrees from a3";
    EXPECT_DOUBLE_EQ(ada.maybe.recall, 4.0 / 9);
    const auto& bob = accuracy.guests[1];
    EXPECT_DOUBLE_EQ(bob.match.recall, 0);
    EXPECT_DOUBLE_EQ(bob.maybe.recall, 1) << "35 degrees";
    EXPECT_EQ(bob.maybe.false_hits, 2U);
}

TEST(FaceAccuracyTest, LeavesOutWhoHasOnePhoto) {
    EXPECT_TRUE(
        accuracy_of({{"ada", "1", at(0)}, {"", "2", at(1)}, {"", "3", at(2)}}, thresholds).guests.empty());
}

TEST(FaceAccuracyTest, OfPhotosWithoutAFaceNothingIsFound) {
    const auto accuracy = accuracy_of({{"ada", "1", {}}, {"ada", "2", {}}}, thresholds);
    EXPECT_TRUE(accuracy.genuine.empty());
    EXPECT_EQ(accuracy.guests.at(0).match.recall, 0);
}

}  // namespace
}  // namespace snapory
