#include "infrastructure/images/likeness.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>

#include "infrastructure/images/orient.hpp"
#include "infrastructure/images/read_image.hpp"
#include "infrastructure/images/resample.hpp"
#include "infrastructure/images/test_pictures.hpp"

namespace snapory {
namespace {

Pixmap waves(PixelSize size) {
    Pixmap image(size);
    for (std::uint32_t y = 0; y < size.height; ++y)
        for (std::uint32_t x = 0; x < size.width; ++x) {
            const double u = static_cast<double>(x) / size.width, v = static_cast<double>(y) / size.height;
            std::uint8_t* pixel = image.row(y) + x * Pixmap::channels;
            pixel[0] = static_cast<std::uint8_t>(127 + 120 * std::sin(7 * u + 12 * v * v));
            pixel[1] = static_cast<std::uint8_t>(127 + 120 * std::sin(11 * u * v + 2));
            pixel[2] = static_cast<std::uint8_t>(127 + 120 * std::cos(5 * v + 9 * u * u));
        }
    return image;
}

// Expected by the reference implementation, npm thumbhash 0.1.1, for the same pixels.
TEST(Thumbhash, IsThatOfTheReference) {
    EXPECT_EQ(thumbhash(waves({100, 60})), "X/gFLIjJjYfab5LfNmv9q0Q2BQ==");
    EXPECT_EQ(thumbhash(waves({40, 90})), "X/gFKwjK2v9ta1iJ/atENgU=");
    EXPECT_EQ(thumbhash(waves({16, 16})), "n/gFLwrafIfbPZS/RqllhmWI559JVHMA");
}

TEST(Thumbhash, OfOneColourIsWellFormed) {
    Pixmap black({50, 50});
    EXPECT_FALSE(thumbhash(black).empty());
    EXPECT_LE(thumbhash(waves({1000, 1000})).size(), 36U);
    EXPECT_LE(thumbhash(waves({1000, 1})).size(), 36U);
}

TEST(DominantColor, IsThatOfTheLargestPart) {
    Pixmap image = four_fields({40, 40});
    EXPECT_EQ(dominant_color(Pixmap({4, 4})), "#000000");
    for (std::uint32_t y = 0; y < 25; ++y)
        for (std::uint32_t x = 0; x < 40; ++x) {
            image.row(y)[x * Pixmap::channels] = 0x12;
            image.row(y)[x * Pixmap::channels + 1] = 0xab;
            image.row(y)[x * Pixmap::channels + 2] = 0xf0;
        }
    EXPECT_EQ(dominant_color(image), "#12abf0");
}

TEST(PerceptualHash, IsAlikeForLikePictures) {
    const Pixmap image = waves({800, 600});
    const auto distance = [&](const Pixmap& other) {
        return std::popcount(perceptual_hash(image) ^ perceptual_hash(other));
    };
    EXPECT_LE(distance(resampled(image, {200, 150})), 4);
    EXPECT_LE(distance(resampled(image, {90, 90})), 6);
    EXPECT_GE(distance(upright(image, 3)), 16);
    EXPECT_GE(distance(four_fields({800, 600})), 16);
    EXPECT_EQ(std::popcount(perceptual_hash(image)), 32);
}

TEST(Sharpness, FallsWithBlur) {
    Pixmap fine({64, 64});
    for (std::size_t i = 0; i < fine.rgbx.size(); ++i)
        fine.rgbx[i] = static_cast<std::uint8_t>(i * 2654435761U >> 24);
    const Pixmap blurred = resampled(resampled(fine, {16, 16}), {64, 64});
    EXPECT_GT(sharpness(fine), 10 * sharpness(blurred));
    EXPECT_EQ(sharpness(Pixmap({64, 64})), 0);
    EXPECT_EQ(sharpness(Pixmap({2, 2})), 0);
}

}  // namespace
}  // namespace snapory
