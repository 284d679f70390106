#include "infrastructure/images/clock_card_code.hpp"

#include <gtest/gtest.h>

#define ZX_USE_UTF8 1
#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "application/ports/image_reader.hpp"

namespace snapory {
namespace {

const std::string card = "snapory-clock:1781956800:" + std::string(43, 'x');

ZXing::BitMatrix code_of(const std::string& text) {
    ZXing::MultiFormatWriter writer(ZXing::BarcodeFormat::QRCode);
    return writer.setMargin(4).setEccLevel(4).encode(text, 0, 0);
}

// A noisy grey photo in whose middle a code of `side` pixels lies, turned by `angle` radians.
Pixmap photo_of(const std::string& text, PixelSize size, double side, double angle) {
    const auto code = code_of(text);
    std::mt19937 random(7);
    std::uniform_int_distribution<int> noise(-20, 20);
    Pixmap image(size);
    for (std::uint32_t y = 0; y < size.height; ++y)
        for (std::uint32_t x = 0; x < size.width; ++x) {
            const double right = x - size.width / 2.0, down = y - size.height / 2.0;
            const double u = (right * std::cos(angle) + down * std::sin(angle)) / side + 0.5;
            const double v = (down * std::cos(angle) - right * std::sin(angle)) / side + 0.5;
            const bool inside = u >= 0 && u < 1 && v >= 0 && v < 1;
            const bool dark =
                inside && code.get(static_cast<int>(u * code.width()), static_cast<int>(v * code.height()));
            const int level = std::clamp((dark ? 50 : inside ? 210 : 120) + noise(random), 0, 255);
            std::fill_n(image.row(y) + x * Pixmap::channels, 3, static_cast<std::uint8_t>(level));
        }
    return image;
}

TEST(ClockCardCode, IsReadFromAPreviewAtAnyAngle) {
    constexpr PixelSize preview{1600, 1067};
    for (const double angle : {0.0, 0.3, 1.57, 2.5, 4.0})
        EXPECT_EQ(clock_card_code(photo_of(card, preview, preview.width / 5.0, angle)), card) << angle;
    EXPECT_EQ(clock_card_code(photo_of(card, preview, 900, 0.1)), card);
    EXPECT_EQ(clock_card_code(photo_of(card, {400, 300}, 260, 0)), card);
}

TEST(ClockCardCode, IsOfNoOtherCode) {
    EXPECT_EQ(clock_card_code(photo_of("https://example.org/menu", {800, 600}, 400, 0)), "");
    EXPECT_EQ(clock_card_code(
                  photo_of("snapory-clock:" + std::string(longest_clock_card, '1'), {800, 600}, 500, 0)),
              "");
    EXPECT_EQ(clock_card_code(Pixmap({1600, 1200})), "");
    EXPECT_EQ(clock_card_code(Pixmap({1, 1})), "");
}

}  // namespace
}  // namespace snapory
