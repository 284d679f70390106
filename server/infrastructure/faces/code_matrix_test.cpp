#include "infrastructure/faces/code_matrix.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <stdexcept>

namespace snapory {
namespace {

using Code = std::vector<float>;

Code random_code(std::mt19937& random, std::size_t length) {
    std::normal_distribution<float> normal;
    Code code(length);
    double squares = 0;
    for (float& value : code) {
        value = normal(random);
        squares += static_cast<double>(value) * value;
    }
    for (float& value : code) value /= static_cast<float>(std::sqrt(squares));
    return code;
}

double exact_cosine(const Code& a, const Code& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += static_cast<double>(a[i]) * b[i];
    return sum;
}

// As a person's codes lie: `near` times the first, the rest in a direction of its own.
Code beside(std::mt19937& random, const Code& code, float near) {
    Code other = random_code(random, code.size());
    const auto along = static_cast<float>(exact_cosine(other, code));
    double squares = 0;
    for (std::size_t i = 0; i < code.size(); ++i) {
        other[i] -= along * code[i];
        squares += static_cast<double>(other[i]) * other[i];
    }
    const float rest = std::sqrt((1 - near * near) / static_cast<float>(squares));
    for (std::size_t i = 0; i < code.size(); ++i) other[i] = near * code[i] + rest * other[i];
    return other;
}

std::vector<DotProducts> every_kind() {
    std::vector<DotProducts> kinds{portable_dot_products(), fastest_dot_products()};
    if (const auto avx2 = avx2_dot_products()) kinds.push_back(*avx2);
    return kinds;
}

TEST(DotProducts, AgreeWithThePlainLoop) {
    std::mt19937 random(7);
    for (const std::size_t length : {32U, 192U, 512U}) {
        for (int round = 0; round < 50; ++round) {
            const Code a = random_code(random, length);
            const Code b = random_code(random, length);
            for (const auto& products : every_kind()) {
                EXPECT_NEAR(products.floats(a.data(), b.data(), length), exact_cosine(a, b), 1e-5);
            }
        }
    }
}

TEST(DotProducts, OfBytesAreExactUpToTheirLimits) {
    std::mt19937 random(8);
    std::uniform_int_distribution<int> any(-127, 127);
    for (int round = 0; round < 100; ++round) {
        std::vector<std::int8_t> a(512);
        std::vector<std::int8_t> b(512);
        std::int32_t expected = 0;
        for (std::size_t i = 0; i < a.size(); ++i) {
            a[i] = static_cast<std::int8_t>(round == 0 ? 127 : round == 1 ? -127 : any(random));
            b[i] = static_cast<std::int8_t>(round < 2 ? -127 : any(random));
            expected += a[i] * b[i];
        }
        for (const auto& products : every_kind())
            EXPECT_EQ(products.bytes(a.data(), b.data(), a.size()), expected);
    }
}

// Codes close around the floor are where the rounded copy alone would be wrong.
TEST(CodeMatrix, FindsExactlyWhatThePlainLoopFinds) {
    std::mt19937 random(9);
    constexpr float floor = 0.38F;
    for (const std::size_t length : {100U, 192U, 512U}) {
        const Code wanted = random_code(random, length);
        std::vector<Code> codes;
        std::uniform_real_distribution<float> around(floor - 0.02F, floor + 0.02F);
        codes.reserve(400);
        for (int i = 0; i < 400; ++i) {
            codes.push_back(i % 2 == 0 ? random_code(random, length)
                                       : beside(random, wanted, around(random)));
        }
        for (const auto& products : every_kind()) {
            CodeMatrix matrix(length, products);
            for (const Code& code : codes) matrix.add(code);
            const auto hits = matrix.at_least(wanted, floor);
            auto hit = hits.begin();
            for (std::size_t row = 0; row < codes.size(); ++row) {
                const double expected = exact_cosine(codes[row], wanted);
                if (std::abs(expected - floor) < 1e-5) continue;  // a float may fall on either side
                const bool found = hit != hits.end() && hit->row == row;
                ASSERT_EQ(found, expected >= floor) << expected;
                if (found) EXPECT_NEAR((hit++)->cosine, expected, 1e-5);
            }
        }
    }
}

TEST(CodeMatrix, IsEmptyAtFirst) { EXPECT_TRUE(CodeMatrix(512).at_least(Code(512, 0.1F), -1).empty()); }

TEST(CodeMatrix, TakesACodeOfZeros) {
    CodeMatrix matrix(512);
    matrix.add(Code(512, 0));
    EXPECT_TRUE(matrix.at_least(Code(512, 0.04F), 0.38F).empty());
    EXPECT_EQ(matrix.at_least(Code(512, 0.04F), 0).size(), 1U);
}

TEST(CodeMatrix, RefusesCodesOfAnotherLength) {
    CodeMatrix matrix(512);
    EXPECT_THROW(matrix.add(Code(128, 0.1F)), std::invalid_argument);
    EXPECT_THROW(matrix.at_least(Code(513, 0.1F), 0.4F), std::invalid_argument);
    EXPECT_EQ(matrix.rows(), 0U);
}

}  // namespace
}  // namespace snapory
