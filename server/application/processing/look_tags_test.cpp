#include "application/processing/look_tags.hpp"

#include <gtest/gtest.h>

#include <functional>

namespace snapory {
namespace {

using Names = std::vector<std::string>;
using Rgb = std::array<std::uint8_t, 3>;

// A sharp photo of 64 by 64 whose pixels are as `colour` says.
ImageReading photo(const std::function<Rgb(std::uint32_t x, std::uint32_t y)>& colour) {
    ImageReading reading;
    reading.type = MediaType::jpeg;
    reading.size = {4000, 3000};
    reading.sharpness = 500;
    reading.pixels.size = {64, 64};
    for (std::uint32_t y = 0; y < 64; ++y)
        for (std::uint32_t x = 0; x < 64; ++x)
            for (const auto value : colour(x, y)) reading.pixels.rgb.push_back(value);
    return reading;
}

ImageReading colourful() {
    return photo([](std::uint32_t x, std::uint32_t y) {
        return Rgb{static_cast<std::uint8_t>(4 * x), static_cast<std::uint8_t>(4 * y), 128};
    });
}

ImageReading of_one_colour(std::uint8_t red, std::uint8_t green, std::uint8_t blue) {
    return photo([=](std::uint32_t, std::uint32_t) { return Rgb{red, green, blue}; });
}

Names names(const std::vector<Tag>& tags) {
    Names all;
    for (const auto& tag : tags) all.push_back(tag.name);
    return all;
}

Face face(float score) {
    Face found;
    found.score = score;
    return found;
}

TEST(LookTagsTest, AreNoneOfAnOrdinaryPhoto) { EXPECT_EQ(names(look_tags(colourful())), Names{}); }

TEST(LookTagsTest, AreNoneWithoutPixels) { EXPECT_EQ(names(look_tags(ImageReading{})), Names{}); }

TEST(LookTagsTest, TellBlackAndWhiteFromFaintColour) {
    const auto grey = photo([](std::uint32_t x, std::uint32_t) {
        const auto value = static_cast<std::uint8_t>(4 * x);
        return Rgb{value, value, static_cast<std::uint8_t>(value + 3)};
    });
    EXPECT_EQ(names(look_tags(grey)), Names{"black and white"});
    const auto sepia = photo([](std::uint32_t x, std::uint32_t) {
        const auto value = static_cast<std::uint8_t>(40 + 2 * x);
        return Rgb{value, value, static_cast<std::uint8_t>(value - 30)};
    });
    EXPECT_EQ(names(look_tags(sepia)), Names{});
}

TEST(LookTagsTest, TellBlurAndDarkness) {
    auto blurred = colourful();
    blurred.sharpness = 3;
    EXPECT_EQ(names(look_tags(blurred)), Names{"blurred"});
    EXPECT_EQ(names(look_tags(of_one_colour(60, 40, 20))), Names{"dark"});
}

TEST(LookTagsTest, TellAScreenshotByItsFileAndSize) {
    auto screenshot = of_one_colour(255, 255, 255);
    screenshot.type = MediaType::png;
    screenshot.size = {2532, 1170};
    EXPECT_EQ(names(look_tags(screenshot)), Names{"screenshot"});
    auto photo_of_that_size = colourful();
    photo_of_that_size.size = {2532, 1170};
    EXPECT_EQ(names(look_tags(photo_of_that_size)), Names{});
    auto exported = colourful();
    exported.type = MediaType::png;
    exported.size = {1170, 2532};
    exported.capture.camera.model = "EOS R6";
    EXPECT_EQ(names(look_tags(exported)), Names{});
}

TEST(CompanyTagsTest, CountFaces) {
    EXPECT_EQ(names(company_tags({})), Names{});
    EXPECT_EQ(names(company_tags({face(1)})), Names{"solo"});
    EXPECT_EQ(names(company_tags({face(1), face(1)})), Names{"couple"});
    const auto group = company_tags({face(1), face(0.75F), face(0.875F)});
    EXPECT_EQ(names(group), Names{"group"});
    EXPECT_EQ(group[0].score, 0.75F) << "as sure as its least sure face";
}

}  // namespace
}  // namespace snapory
