#include "domain/tag_examples.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace snapory {
namespace {

// A direction in a plane, so that a likeness is the cosine of the angle between two.
Embedding at(float degrees) {
    const float radians = degrees * 3.14159265F / 180;
    return embedding_of(ModelId("model"), std::vector<float>{std::cos(radians), std::sin(radians)});
}

std::vector<Embedding> at_each(const std::vector<float>& degrees) {
    std::vector<Embedding> all;
    for (const float angle : degrees) all.push_back(at(angle));
    return all;
}

TEST(TagExamples, ProposeWhatIsNearSeveralOfThem) {
    const TagExamples examples(at_each({0, 10, 20, 30, 40}), {});
    ASSERT_TRUE(examples.likeness(at(20)));
    EXPECT_GT(examples.likeness(at(20)), examples.likeness(at(50)));
    EXPECT_TRUE(examples.likeness(at(60)));
    EXPECT_FALSE(examples.likeness(at(90)));
    EXPECT_FALSE(examples.likeness(at(-60)));
}

TEST(TagExamples, ProposeNothingBeforeTheyAreEnough) {
    EXPECT_FALSE(TagExamples({}, {}).likeness(at(0)));
    EXPECT_FALSE(TagExamples(at_each({0, 0, 0, 0}), {}).likeness(at(0)));
    EXPECT_TRUE(TagExamples(at_each({0, 0, 0, 0, 0}), {}).likeness(at(0)));
}

TEST(TagExamples, ProposeNothingThatIsNearerToWhatWasRefused) {
    const auto showing = at_each({0, 10, 20, 30, 40});
    ASSERT_TRUE(TagExamples(showing, {}).likeness(at(55)));
    const TagExamples examples(showing, at_each({60}));
    EXPECT_FALSE(examples.likeness(at(55)));
    EXPECT_TRUE(examples.likeness(at(25)));
}

TEST(TagExamples, AskAsMuchAsTheyHaveInCommonThemselves) {
    const TagExamples close(at_each({0, 1, 2, 3, 4}), {}), wide(at_each({0, 40, 80, 120, 160}), {});
    EXPECT_TRUE(close.likeness(at(35))) << "but never more than the highest bar";
    EXPECT_FALSE(close.likeness(at(45)));
    EXPECT_FALSE(wide.likeness(at(-25))) << "and never less than the lowest";
}

TEST(TagExamples, AskAsMuchAsTheirModelSays) {
    auto wide = at_each({0, 40, 80, 120, 160});
    EXPECT_FALSE(TagExamples(wide, {}).likeness(at(-6)));
    for (auto& example : wide) example.alike = 0.4F;
    EXPECT_TRUE(TagExamples(wide, {}).likeness(at(-6)));
}

TEST(TagExamples, CompareOneModelAlone) {
    auto other = at(0);
    other.model = ModelId("another");
    EXPECT_FALSE(TagExamples(at_each({0, 0, 0, 0, 0}), {}).likeness(other));
}

}  // namespace
}  // namespace snapory
