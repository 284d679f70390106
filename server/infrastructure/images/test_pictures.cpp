#include "infrastructure/images/test_pictures.hpp"

// clang-format off: libjpeg's headers need this one before them
#include <cstdio>
#include <jpeglib.h>
// clang-format on
#include <lcms2.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <memory>
#include <stdexcept>

#include <exiv2/exiv2.hpp>

#include "infrastructure/images/encode.hpp"

namespace snapory {
namespace {

void paint(Pixmap& image, std::uint32_t left, std::uint32_t top, const Rgb& colour) {
    for (std::uint32_t y = top; y < top + (image.size.height + 1) / 2 && y < image.size.height; ++y)
        for (std::uint32_t x = left; x < left + (image.size.width + 1) / 2 && x < image.size.width; ++x)
            for (std::size_t c = 0; c < 3; ++c)
                image.row(y)[x * Pixmap::channels + c] = static_cast<std::uint8_t>(colour[c]);
}

// Fills one line of what the encoder expects from one row of the picture.
using FillLine = std::function<void(const std::uint8_t* rgbx, std::uint8_t* line)>;

Picture compressed(const Pixmap& image, J_COLOR_SPACE space, int components, const Picture& icc,
                   const FillLine& fill) {
    jpeg_compress_struct encoder{};
    jpeg_error_mgr errors{};
    encoder.err = jpeg_std_error(&errors);
    jpeg_create_compress(&encoder);
    unsigned char* bytes = nullptr;
    unsigned long length = 0;
    jpeg_mem_dest(&encoder, &bytes, &length);
    encoder.image_width = image.size.width;
    encoder.image_height = image.size.height;
    encoder.input_components = components;
    encoder.in_color_space = space;
    jpeg_set_defaults(&encoder);
    jpeg_set_quality(&encoder, 95, TRUE);
    jpeg_start_compress(&encoder, TRUE);
    if (!icc.empty()) jpeg_write_icc_profile(&encoder, icc.data(), static_cast<unsigned>(icc.size()));
    std::vector<std::uint8_t> line(std::size_t{image.size.width} * static_cast<std::size_t>(components));
    for (std::uint32_t y = 0; y < image.size.height; ++y) {
        for (std::uint32_t x = 0; x < image.size.width; ++x)
            fill(image.row(y) + x * Pixmap::channels, &line[x * static_cast<std::size_t>(components)]);
        std::uint8_t* row = line.data();
        jpeg_write_scanlines(&encoder, &row, 1);
    }
    jpeg_finish_compress(&encoder);
    jpeg_destroy_compress(&encoder);
    const std::unique_ptr<unsigned char, decltype(&std::free)> owner(bytes, &std::free);
    return {bytes, bytes + length};
}

}  // namespace

Pixmap four_fields(PixelSize size) {
    Pixmap image(size);
    paint(image, 0, 0, red);
    paint(image, size.width / 2, 0, green);
    paint(image, 0, size.height / 2, blue);
    paint(image, size.width / 2, size.height / 2, yellow);
    return image;
}

Corners corners_of(PixelSize size, Bytes pixels, std::size_t channels) {
    Corners corners{};
    for (std::size_t i = 0; i < corners.size(); ++i) {
        const std::size_t x = (i % 2 * 2 + 1) * size.width / 4;
        const std::size_t y = (i / 2 * 2 + 1) * size.height / 4;
        for (std::size_t c = 0; c < 3; ++c) corners[i][c] = pixels[(y * size.width + x) * channels + c];
    }
    return corners;
}

bool alike(const Corners& one, const Corners& other) {
    constexpr int tolerance = 24;
    for (std::size_t i = 0; i < one.size(); ++i)
        for (std::size_t c = 0; c < 3; ++c)
            if (std::abs(one[i][c] - other[i][c]) > tolerance) return false;
    return true;
}

Picture jpeg_of(const Pixmap& image, const Picture& icc) {
    return compressed(image, JCS_RGB, 3, icc,
                      [](const std::uint8_t* rgbx, std::uint8_t* line) { std::copy_n(rgbx, 3, line); });
}

Picture grey_jpeg_of(const Pixmap& image) {
    return compressed(image, JCS_GRAYSCALE, 1, {},
                      [](const std::uint8_t* rgbx, std::uint8_t* line) { *line = rgbx[1]; });
}

Picture adobe_cmyk_jpeg_of(const Pixmap& image) {
    return compressed(image, JCS_CMYK, 4, {}, [](const std::uint8_t* rgbx, std::uint8_t* line) {
        std::copy_n(rgbx, 3, line);
        line[3] = 255;  // no black
    });
}

Picture with_metadata(const Picture& file, const std::map<std::string, std::string>& exif,
                      const std::map<std::string, std::string>& xmp) {
    const std::unique_ptr<Exiv2::Image> image(
        Exiv2::ImageFactory::open(file.data(), static_cast<long>(file.size())).release());
    image->readMetadata();
    for (const auto& [key, value] : exif) image->exifData()[key] = value;
    for (const auto& [key, value] : xmp) image->xmpData()[key] = value;
    image->writeMetadata();
    Exiv2::BasicIo& io = image->io();
    const std::uint8_t* bytes = io.mmap();
    return {bytes, bytes + io.size()};
}

Picture swapped_profile() {
    // The primaries of sRGB, with those of red and green exchanged.
    const cmsCIExyY white{0.3127, 0.3290, 1};
    const cmsCIExyYTRIPLE primaries{{0.30, 0.60, 1}, {0.64, 0.33, 1}, {0.15, 0.06, 1}};
    const std::unique_ptr<void, decltype(&cmsCloseProfile)> srgb(cmsCreate_sRGBProfile(), &cmsCloseProfile);
    auto* curve = static_cast<cmsToneCurve*>(cmsReadTag(srgb.get(), cmsSigRedTRCTag));
    cmsToneCurve* curves[] = {curve, curve, curve};
    const std::unique_ptr<void, decltype(&cmsCloseProfile)> profile(
        cmsCreateRGBProfile(&white, &primaries, curves), &cmsCloseProfile);
    cmsUInt32Number length = 0;
    cmsSaveProfileToMem(profile.get(), nullptr, &length);
    Picture bytes(length);
    cmsSaveProfileToMem(profile.get(), bytes.data(), &length);
    return bytes;
}

}  // namespace snapory
