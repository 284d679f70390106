#include "app/grouping_accuracy.hpp"

#include <gtest/gtest.h>

namespace snapory {
namespace {

const JudgedModel model{ModelId("test"), {}};

KnownFace face(const std::string& person, const std::string& photo, FaceCode code, float quality = 1) {
    return {person, photo, std::move(code), quality};
}

TEST(GroupingAccuracy, CountsPairs) {
    const std::vector<KnownFace> faces{face("ada", "1", {1, 0, 0}),    face("ada", "2", {1, 0, 0}),
                                       face("ada", "3", {0, 1, 0}),  // looks like somebody else
                                       face("ada", "4", {1, 0, 0}, 0), face("ada", "5", {}),
                                       face("grace", "6", {0, 1, 0})};
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
        const auto accuracy = grouping_accuracy(faces, model, seed);
        EXPECT_EQ(accuracy.photos, 6U);
        EXPECT_EQ(accuracy.without_face, 1U);
        EXPECT_EQ(accuracy.people, 2U);
        EXPECT_EQ(accuracy.groups, 2U);
        EXPECT_EQ(accuracy.pairs_of_one, 6U);
        EXPECT_EQ(accuracy.pairs_together - accuracy.pairs_rightly_together, 1U);
        EXPECT_LE(accuracy.ungrouped, 1U) << "as the poor face came first, or not";
    }
}

TEST(GroupingAccuracy, IsWholeWhereThereIsNothingToTellApart) {
    const auto accuracy = grouping_accuracy({}, model, 1);
    EXPECT_EQ(accuracy.precision(), 1);
    EXPECT_EQ(accuracy.recall(), 1);
}

}  // namespace
}  // namespace snapory
