#include "domain/embedding.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace snapory {
namespace {

const ModelId model{"model"};

Embedding of(const std::vector<float>& values) { return embedding_of(model, values); }

TEST(Embedding, IsADirectionOfAnyLength) {
    EXPECT_EQ(of({0.5F, -1, 0}), (Embedding{model, {64, -127, 0}}));
    EXPECT_EQ(of({0.5F, -1, 0}), of({500, -1000, 0}));
}

TEST(Embedding, TellsHowMuchPicturesHaveInCommon) {
    EXPECT_FLOAT_EQ(cosine(of({1, 2, 3}), of({1, 2, 3})), 1);
    EXPECT_FLOAT_EQ(cosine(of({1, 0}), of({0, 1})), 0);
    EXPECT_FLOAT_EQ(cosine(of({1, 0}), of({-1, 0})), -1);
    EXPECT_NEAR(cosine(of({1, 1}), of({1, 0})), 0.7071, 1e-3);
    const std::vector<float> long_one(200'000, 1);
    EXPECT_FLOAT_EQ(cosine(of(long_one), of(long_one)), 1);
}

TEST(Embedding, OfTwoModelsOrSizesCannotBeCompared) {
    EXPECT_EQ(cosine(of({1, 0}), embedding_of(ModelId("other"), std::vector<float>{1, 0})), 0);
    EXPECT_EQ(cosine(of({1, 0}), of({1, 0, 0})), 0);
}

TEST(Embedding, OfNothingHasNoValues) {
    constexpr auto infinite = std::numeric_limits<float>::infinity();
    constexpr auto nothing = std::numeric_limits<float>::quiet_NaN();
    for (const auto& values : {std::vector<float>{}, {0, 0}, {1, infinite}, {nothing, 1}})
        EXPECT_TRUE(of(values).values.empty());
    EXPECT_EQ(cosine(of({}), of({})), 0);
}

}  // namespace
}  // namespace snapory
