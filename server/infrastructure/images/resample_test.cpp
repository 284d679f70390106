#include "infrastructure/images/resample.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <utility>

#include "infrastructure/images/test_pictures.hpp"

namespace snapory {
namespace {

TEST(Fit, KeepsTheShapeAndNeverEnlarges) {
    const std::vector<std::pair<PixelSize, PixelSize>> table{
        {{4000, 3000}, {1600, 1200}},
        {{3000, 4000}, {1200, 1600}},
        {{1600, 1}, {1600, 1}},
        {{10, 10}, {10, 10}},
        {{60000, 1}, {1600, 1}},
        {{1, 60000}, {1, 1600}},
        {{1920, 1280}, {1600, 1067}},
        {{1601, 1600}, {1600, 1599}},
        {{4'000'000'000, 4'000'000'000}, {1600, 1600}},
    };
    for (const auto& [size, expected] : table)
        EXPECT_EQ(fit(size, 1600), expected) << size.width << 'x' << size.height;
}

TEST(Resampler, KeepsAFlatColourExactly) {
    Pixmap image({301, 203});
    for (std::size_t i = 0; i < image.rgbx.size(); ++i)
        image.rgbx[i] = static_cast<std::uint8_t>(10 + 60 * (i % 4));
    for (const PixelSize target :
         {PixelSize{100, 67}, {300, 202}, {301, 203}, {1, 1}, {17, 203}, {301, 5}, {400, 300}}) {
        const Pixmap small = resampled(image, target);
        ASSERT_EQ(small.size, target);
        for (std::size_t i = 0; i < small.rgbx.size(); ++i)
            ASSERT_EQ(small.rgbx[i], 10 + 60 * (i % 4)) << target.width;
    }
}

TEST(Resampler, KeepsWhatIsWhere) {
    for (const PixelSize target : {PixelSize{400, 300}, {93, 71}, {16, 12}}) {
        const Pixmap small = resampled(four_fields({1000, 750}), target);
        EXPECT_TRUE(alike(corners_of(target, small.rgbx, Pixmap::channels), four_corners)) << target.width;
    }
}

// A ramp stays a ramp: no shift by part of a pixel, which a wrong centre would cause.
TEST(Resampler, DoesNotShift) {
    Pixmap ramp({1024, 4});
    for (std::uint32_t y = 0; y < 4; ++y)
        for (std::uint32_t x = 0; x < 1024; ++x)
            for (std::size_t c = 0; c < Pixmap::channels; ++c)
                ramp.row(y)[x * Pixmap::channels + c] = static_cast<std::uint8_t>(x / 4);
    const Pixmap small = resampled(ramp, {128, 4});
    for (std::uint32_t x = 4; x < 124; ++x)
        EXPECT_NEAR(small.row(2)[x * Pixmap::channels], 2 * x + 0.5, 1.0) << x;
}

// What is finer than the result can show turns into its mean instead of stripes.
TEST(Resampler, LeavesNoMoire) {
    Pixmap stripes({1200, 8});
    for (std::size_t i = 0; i < stripes.rgbx.size(); ++i)
        stripes.rgbx[i] = static_cast<std::uint8_t>(i / Pixmap::channels % 2 * 255);
    const Pixmap small = resampled(stripes, {500, 8});
    for (std::uint32_t x = 10; x < 490; ++x) EXPECT_NEAR(small.row(4)[x * Pixmap::channels], 127.5, 12) << x;
}

}  // namespace
}  // namespace snapory
