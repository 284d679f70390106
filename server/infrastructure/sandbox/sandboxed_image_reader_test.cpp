#include "infrastructure/sandbox/sandboxed_image_reader.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "application/ports/unavailable.hpp"
#include "infrastructure/images/encode.hpp"
#include "infrastructure/images/read_image.hpp"

namespace snapory {
namespace {

std::vector<std::uint8_t> photo(PixelSize size) {
    Pixmap image(size);
    for (std::size_t i = 0; i < image.rgbx.size(); ++i) image.rgbx[i] = static_cast<std::uint8_t>(i / 97);
    return encode_jpeg(image);
}

TEST(SandboxedImageReader, ReadsAsIfItWereRightHere) {
    SandboxedImageReader reader;
    const auto original = photo({2400, 1800});
    const ImageReading here = read_image(original, {}).value();
    const ImageReading there = reader.read(original).value();
    EXPECT_EQ(there.size, (PixelSize{2400, 1800}));
    EXPECT_EQ(there.preview.bytes, here.preview.bytes);
    EXPECT_EQ(there.thumbnail.bytes, here.thumbnail.bytes);
    EXPECT_EQ(there.pixels.rgb, here.pixels.rgb);
    EXPECT_EQ(there.thumbhash, here.thumbhash);
    EXPECT_EQ(there.perceptual_hash, here.perceptual_hash);
}

TEST(SandboxedImageReader, ReadsFiles) {
    SandboxedImageReader reader;
    const auto original = photo({64, 48});
    const auto path =
        std::filesystem::temp_directory_path() / ("snapory-photo-" + std::to_string(::getpid()));
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(original.data()), static_cast<std::streamsize>(original.size()));
    const auto reading = reader.read(path, {.renditions = false, .pixels = true});
    std::filesystem::remove(path);
    EXPECT_EQ(reading.value().pixels.size, (PixelSize{64, 48}));
    EXPECT_TRUE(reading.value().preview.bytes.empty());
    EXPECT_THROW(static_cast<void>(reader.read(path)), Unavailable);
}

TEST(SandboxedImageReader, SaysWhatIsWrongWithAFile) {
    SandboxedImageReader reader;
    const auto code_of = [&](std::vector<std::uint8_t> file) { return reader.read(file).error().code; };
    auto cut = photo({640, 480});
    cut.resize(cut.size() / 2);
    EXPECT_EQ(code_of(cut), Errc::unreadable);
    EXPECT_EQ(code_of({}), Errc::unreadable);
    EXPECT_EQ(code_of({'<', 's', 'v', 'g', '>'}), Errc::unsupported_format);
}

TEST(SandboxedImageReader, ServesSeveralThreads) {
    SandboxedImageReader reader;
    const auto original = photo({320, 240});
    std::vector<std::jthread> threads;
    threads.reserve(3);
    for (int t = 0; t < 3; ++t)
        threads.emplace_back([&] {
            for (int i = 0; i < 5; ++i) EXPECT_EQ(reader.read(original).value().size, (PixelSize{320, 240}));
        });
}

TEST(SandboxedImageReader, TakesDeathForDeath) {
    SandboxedImageReader reader({.wall = std::chrono::milliseconds{0}});
    EXPECT_THROW(static_cast<void>(reader.read(photo({3000, 2000}))), DecoderDied);
}

}  // namespace
}  // namespace snapory
