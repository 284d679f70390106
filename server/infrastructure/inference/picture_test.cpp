#include "infrastructure/inference/picture.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

namespace snapory {
namespace {

// Every pixel another colour.
Picture chequered(std::uint32_t width, std::uint32_t height) {
    Picture picture(width, height);
    std::iota(picture.rgb.begin(), picture.rgb.end(), std::uint8_t{0});
    return picture;
}

double mean(const Picture& picture) {
    return std::accumulate(picture.rgb.begin(), picture.rgb.end(), 0.0) /
           static_cast<double>(picture.rgb.size());
}

TEST(Shrink, ToTheSameSizeChangesNothing) {
    const Picture picture = chequered(13, 7);
    EXPECT_EQ(shrink(picture.view(), 13, 7).rgb, picture.rgb);
}

TEST(Shrink, HalvesToTheMeanOfFourPixels) {
    Picture picture(2, 2);
    picture.rgb = {0, 10, 20, 40, 10, 20, 0, 10, 20, 60, 10, 20};
    EXPECT_EQ(shrink(picture.view(), 1, 1).rgb, (std::vector<std::uint8_t>{25, 10, 20}));
}

TEST(Shrink, WeighsPixelsThatAreCoveredInPart) {
    Picture picture(3, 1);
    picture.rgb = {0, 0, 0, 90, 90, 90, 240, 240, 240};
    EXPECT_EQ(shrink(picture.view(), 2, 1).rgb, (std::vector<std::uint8_t>{30, 30, 30, 190, 190, 190}));
}

TEST(Shrink, KeepsTheMeanAtAnyRatio) {
    const Picture picture = chequered(640, 211);
    for (const auto& [width, height] :
         {std::pair{320U, 105U}, {319U, 77U}, {64U, 1U}, {1U, 211U}, {1U, 1U}}) {
        EXPECT_NEAR(mean(shrink(picture.view(), width, height)), mean(picture), 1.0)
            << width << " x " << height;
    }
}

TEST(Shrink, KeepsWhiteWhite) {
    const Picture white(1599, 1067, 255);
    const Picture small = shrink(white.view(), 320, 213);
    EXPECT_TRUE(std::ranges::all_of(small.rgb, [](int value) { return value == 255; }));
}

TEST(Pad, PutsThePictureIntoTheCorner) {
    Picture picture(1, 2);
    picture.rgb = {1, 2, 3, 4, 5, 6};
    EXPECT_EQ(pad(picture.view(), 2, 3, 9).rgb,
              (std::vector<std::uint8_t>{1, 2, 3, 9, 9, 9, 4, 5, 6, 9, 9, 9, 9, 9, 9, 9, 9, 9}));
}

Picture cut(const Picture& picture, Similarity to_picture, std::uint32_t side) {
    Picture crop(side, side);
    Pyramid(picture.view()).cut(to_picture, side, crop.rgb);
    return crop;
}

TEST(Cut, TakesPixelsAsTheyAre) {
    const Picture picture = chequered(8, 8);
    EXPECT_EQ(cut(picture, {}, 8).rgb, picture.rgb);
}

TEST(Cut, TurnsByAQuarter) {
    Picture picture(2, 2);
    picture.rgb = {1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4};
    const Similarity quarter{.scale_cos = 0, .scale_sin = 1, .shift = {2, 0}};
    EXPECT_EQ(cut(picture, quarter, 2).rgb, (std::vector<std::uint8_t>{2, 2, 2, 4, 4, 4, 1, 1, 1, 3, 3, 3}));
}

TEST(Cut, IsBlackOutside) {
    const Picture white(4, 4, 255);
    const Picture crop = cut(white, {.scale_cos = 1, .scale_sin = 0, .shift = {-4, -4}}, 8);
    EXPECT_EQ(crop.rgb[0], 0);
    EXPECT_EQ(crop.rgb.back(), 255);
    EXPECT_EQ(std::ranges::count(crop.rgb, 255), 4 * 4 * 3);
}

TEST(Cut, CanGoOnWithTheEdgeOutside) {
    Picture two(2, 1);
    two.rgb = {1, 2, 3, 4, 5, 6};
    Picture crop(4, 4);
    Pyramid(two.view()).cut({.shift = {-1, -2}}, 4, crop.rgb, Beyond::edge);
    for (std::size_t row = 0; row < 4; ++row)
        EXPECT_EQ(std::vector(crop.rgb.begin() + 12 * row, crop.rgb.begin() + 12 * (row + 1)),
                  (std::vector<std::uint8_t>{1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6}));
}

TEST(Cut, DoesNotAliasWhenItShrinks) {
    Picture stripes(512, 512);
    for (std::size_t i = 0; i < stripes.rgb.size(); ++i) stripes.rgb[i] = i / 3 % 2 == 0 ? 0 : 255;
    const Picture crop = cut(stripes, {.scale_cos = 8, .scale_sin = 0, .shift = {}}, 64);
    for (const int value : crop.rgb) EXPECT_NEAR(value, 128, 1);
}

TEST(Cut, SurvivesCoordinatesThatNoPictureHas) {
    const Picture picture = chequered(4, 4);
    constexpr float infinity = std::numeric_limits<float>::infinity();
    for (const float wild : {infinity, -infinity, std::nanf(""), 1e30F, -1e30F}) {
        const Picture crop = cut(picture, {.scale_cos = 1, .scale_sin = 0, .shift = {wild, wild}}, 4);
        EXPECT_EQ(std::ranges::count(crop.rgb, 0), 4 * 4 * 3) << wild;
    }
}

TEST(PictureTest, StretchesToAnySize) {
    Picture two(2, 1);
    two.rgb = {0, 0, 0, 200, 100, 50};
    EXPECT_EQ(stretch(two.view(), 2, 1).rgb, two.rgb);
    const Picture tall = stretch(two.view(), 1, 3);
    EXPECT_EQ(tall.rgb, (std::vector<std::uint8_t>{100, 50, 25, 100, 50, 25, 100, 50, 25}));
    const Picture wide = stretch(two.view(), 4, 1);
    EXPECT_EQ(wide.rgb, (std::vector<std::uint8_t>{0, 0, 0, 50, 25, 13, 150, 75, 38, 200, 100, 50}));
}

}  // namespace
}  // namespace snapory
