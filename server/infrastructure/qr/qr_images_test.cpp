#include "infrastructure/qr/qr_images.hpp"

#include <gtest/gtest.h>
#include <png.h>

#include <vector>

namespace snapory {
namespace {

const std::string link = "https://photos.example/e/23456789AB";

TEST(QrImages, SvgIsOneScalablePath) {
    auto svg = QrImages().svg(link);
    EXPECT_TRUE(svg.starts_with("<svg xmlns="));
    EXPECT_NE(svg.find("viewBox=\"0 0 "), std::string::npos);
    EXPECT_EQ(svg.find(link), std::string::npos) << "the link is drawn, not written";
}

TEST(QrImages, PngIsAtLeastAsWideAsAskedWithAQuietZone) {
    for (unsigned pixels : {1U, 300U, 2000U}) {
        auto file = QrImages().png(link, pixels);
        png_image image{};
        image.version = PNG_IMAGE_VERSION;
        ASSERT_TRUE(png_image_begin_read_from_memory(&image, file.data(), file.size()));
        EXPECT_GE(image.width, pixels);
        EXPECT_EQ(image.width, image.height);
        image.format = PNG_FORMAT_GRAY;
        std::vector<unsigned char> grey(PNG_IMAGE_SIZE(image));
        ASSERT_TRUE(png_image_finish_read(&image, nullptr, grey.data(), 0, nullptr));
        EXPECT_EQ(grey.front(), 255);
        EXPECT_EQ(grey.back(), 255);
    }
}

}  // namespace
}  // namespace snapory
