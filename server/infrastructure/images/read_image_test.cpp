#include "infrastructure/images/read_image.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "infrastructure/images/decode.hpp"
#include "infrastructure/images/encode.hpp"
#include "infrastructure/images/orient.hpp"
#include "infrastructure/images/test_pictures.hpp"

namespace snapory {
namespace {

constexpr PixelSize small{96, 64};

ImageReading reading_of(const Picture& file) {
    auto reading = read_image(file, {});
    if (!reading) throw std::runtime_error(reading.error().detail);
    return *std::move(reading);
}

Corners corners_of(const ImageReading& reading) {
    return corners_of(reading.pixels.size, reading.pixels.rgb, 3);
}

Errc code_of(const Picture& file) { return read_image(file, {}).error().code; }

TEST(ReadImage, TakesEveryFormat) {
    const Pixmap image = four_fields(small);
    const std::vector<std::pair<MediaType, Picture>> table{
        {MediaType::jpeg, jpeg_of(image)},
        {MediaType::jpeg, adobe_cmyk_jpeg_of(image)},
        {MediaType::png, png_of(image)},
        {MediaType::png, png_of(image, PngKind::deep)},
        {MediaType::png, png_of(image, PngKind::interlaced)},
        {MediaType::webp, encode_webp(image)},
        {MediaType::webp, animated_webp_of(image, small, 0, 0)},
        {MediaType::heic, heif_of(image, HeifCodec::hevc)},
        {MediaType::avif, heif_of(image, HeifCodec::av1)},
        {MediaType::gif, gif_of(image)},
        {MediaType::tiff, tiff_of(image)},
    };
    for (const auto& [type, file] : table) {
        const ImageReading reading = reading_of(file);
        EXPECT_EQ(reading.type, type);
        EXPECT_EQ(reading.size, small) << extension(type);
        EXPECT_TRUE(alike(corners_of(reading), four_corners)) << extension(type);
    }
}

TEST(ReadImage, MakesRenditionsThatFitAndReadBack) {
    const ImageReading reading = reading_of(jpeg_of(four_fields({2000, 1500})));
    EXPECT_EQ(reading.size, (PixelSize{2000, 1500}));
    EXPECT_EQ(reading.preview.size, (PixelSize{1600, 1200}));
    EXPECT_EQ(reading.thumbnail.size, (PixelSize{400, 300}));
    EXPECT_EQ(reading.pixels.size, reading.preview.size);
    EXPECT_EQ(reading.pixels.rgb.size(), 1600U * 1200 * 3);

    const ImageReading preview = reading_of(reading.preview.bytes);
    EXPECT_EQ(preview.type, MediaType::jpeg);
    EXPECT_EQ(preview.size, reading.preview.size);
    EXPECT_TRUE(alike(corners_of(preview), four_corners));
    const ImageReading thumbnail = reading_of(reading.thumbnail.bytes);
    EXPECT_EQ(thumbnail.type, MediaType::webp);
    EXPECT_EQ(thumbnail.size, reading.thumbnail.size);
    EXPECT_TRUE(alike(corners_of(thumbnail), four_corners));
}

TEST(ReadImage, NeverEnlarges) {
    const ImageReading reading = reading_of(png_of(four_fields({30, 20})));
    EXPECT_EQ(reading.preview.size, (PixelSize{30, 20}));
    EXPECT_EQ(reading.thumbnail.size, (PixelSize{30, 20}));
    EXPECT_EQ(reading_of(png_of(four_fields({1, 1}))).preview.size, (PixelSize{1, 1}));
}

TEST(ReadImage, LeavesOutWhatIsNotWanted) {
    const Picture file = jpeg_of(four_fields(small));
    const auto facts = read_image(file, {.renditions = false, .pixels = false}).value();
    EXPECT_TRUE(facts.preview.bytes.empty());
    EXPECT_TRUE(facts.thumbnail.bytes.empty());
    EXPECT_TRUE(facts.pixels.rgb.empty());
    EXPECT_EQ(facts.size, small);
    EXPECT_EQ(facts.dominant_color.size(), 7U);
}

TEST(ReadImage, TurnsAllEightOrientationsUpright) {
    const Pixmap wanted = four_fields(small);
    for (std::uint8_t orientation = 1; orientation <= 8; ++orientation) {
        // The inverse of a quarter turn is the other quarter turn; every other orientation undoes itself.
        const std::uint8_t inverse = orientation == 6 ? 8 : orientation == 8 ? 6 : orientation;
        const Pixmap stored = upright(wanted, inverse);
        const std::string number = std::to_string(orientation);
        const std::pair<std::string, Picture> files[] = {
            {"JPEG", with_metadata(jpeg_of(stored), {{"Exif.Image.Orientation", number}})},
            {"PNG", with_metadata(png_of(stored), {{"Exif.Image.Orientation", number}})},
            {"WebP", with_metadata(encode_webp(stored), {{"Exif.Image.Orientation", number}})},
            {"TIFF", tiff_of(stored, orientation)},
        };
        for (const auto& [name, file] : files) {
            const ImageReading reading = reading_of(file);
            EXPECT_EQ(reading.size, small) << name << ' ' << number;
            EXPECT_EQ(reading.capture.orientation, orientation) << name;
            EXPECT_TRUE(alike(corners_of(reading), four_corners)) << name << ' ' << number;
        }
    }
}

TEST(ReadImage, TurnsHeifOnceThoughExifRepeatsIt) {
    const Pixmap stored = upright(four_fields(small), 8);
    for (const HeifCodec codec : {HeifCodec::hevc, HeifCodec::av1}) {
        const ImageReading reading = reading_of(heif_of(stored, codec, 6));
        EXPECT_EQ(reading.size, small);
        EXPECT_TRUE(alike(corners_of(reading), four_corners));
    }
}

TEST(ReadImage, ConvertsProfilesToSrgb) {
    const Pixmap image = four_fields(small);
    const Corners shown = corners_of(reading_of(jpeg_of(image, swapped_profile())));
    EXPECT_GT(shown[0][1], shown[0][0]) << "red is shown as green";
    EXPECT_GT(shown[1][0], shown[1][1]) << "green is shown as red";
    EXPECT_TRUE(alike(corners_of(reading_of(jpeg_of(image, Picture(200, 7)))), four_corners))
        << "broken profile";
}

TEST(ReadImage, ShowsGreyAsGrey) {
    const Pixmap image = four_fields(small);
    for (const Picture& file : {grey_jpeg_of(image), png_of(image, PngKind::grey)})
        for (const Rgb& colour : corners_of(reading_of(file))) {
            EXPECT_NEAR(colour[0], colour[1], 2);
            EXPECT_NEAR(colour[1], colour[2], 2);
        }
}

TEST(ReadImage, PutsTransparencyOnWhite) {
    const Corners shown = corners_of(reading_of(png_of(four_fields(small), PngKind::rgba_half_clear)));
    EXPECT_NEAR(shown[0][0], (red[0] + 255) / 2.0, 3);
    EXPECT_NEAR(shown[0][1], (red[1] + 255) / 2.0, 3);
}

TEST(ReadImage, PutsASmallFirstFrameOnItsStage) {
    const ImageReading reading = reading_of(animated_webp_of(four_fields({48, 32}), small, 48, 32));
    const Corners shown = corners_of(reading);
    constexpr Rgb white{255, 255, 255};
    EXPECT_EQ(reading.size, small);
    EXPECT_TRUE(alike({shown[0], shown[1], shown[2], white}, {white, white, white, white}));
    EXPECT_FALSE(alike({shown[3], white, white, white}, {white, white, white, white}));
}

TEST(ReadImage, SaysWhatIsWrong) {
    const std::string svg = "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
    EXPECT_EQ(code_of({}), Errc::unreadable);
    EXPECT_EQ(code_of(Picture(svg.begin(), svg.end())), Errc::unsupported_format);
    EXPECT_EQ(code_of(Picture(1000, 0)), Errc::unsupported_format);
}

TEST(ReadImage, RefusesWhatIsCutOff) {
    const Pixmap image = four_fields({320, 240});
    for (const Picture& whole :
         {jpeg_of(image), png_of(image), png_of(image, PngKind::interlaced), encode_webp(image),
          gif_of(image), tiff_of(image), heif_of(image, HeifCodec::hevc), heif_of(image, HeifCodec::av1)})
        for (const std::size_t kept : {std::size_t{16}, whole.size() / 3, whole.size() * 3 / 4}) {
            const auto reading = read_image({whole.data(), kept}, {});
            ASSERT_FALSE(reading) << extension(*sniff(whole)) << ' ' << kept;
            EXPECT_EQ(reading.error().code, Errc::unreadable) << extension(*sniff(whole)) << ' ' << kept;
        }
}

// A PNG of so many pixels that consists of hardly more than its header.
Picture png_header(std::uint32_t width, std::uint32_t height) {
    Picture file = png_of(four_fields({1, 1}));
    const auto put = [&](std::size_t at, std::uint32_t value) {
        for (std::size_t i = 0; i < 4; ++i) file[at + i] = static_cast<std::uint8_t>(value >> (24 - 8 * i));
    };
    put(16, width);
    put(20, height);
    std::uint32_t crc = 0xffffffff;  // of the header chunk, ISO 3309
    for (std::size_t at = 12; at < 29; ++at) {
        crc ^= file[at];
        for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (0xedb88320 & -(crc & 1));
    }
    put(29, ~crc);
    return file;
}

TEST(ReadImage, CountsPixelsBeforeItTakesMemory) {
    EXPECT_EQ(code_of(png_header(60'000, 60'000)), Errc::too_large);
    EXPECT_EQ(code_of(png_header(20'000, 10'001)), Errc::too_large);
    EXPECT_EQ(code_of(png_header(20'000, 10'000)), Errc::unreadable);  // few enough, but they are not there
    EXPECT_EQ(code_of(png_header(0, 10)), Errc::unreadable);
}

}  // namespace
}  // namespace snapory
