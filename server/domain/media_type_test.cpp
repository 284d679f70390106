#include "domain/media_type.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace snapory {
namespace {

using namespace std::string_literals;

std::optional<MediaType> sniff_text(const std::string& text) {
    return sniff({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

// A TIFF head with one directory: each entry is a tag with a value or an offset, `tail` follows at byte 8 + 2
// + 12 n.
std::string tiff(bool big_endian, const std::vector<std::pair<std::uint16_t, std::uint32_t>>& entries,
                 const std::string& tail = "") {
    const auto number = [&](std::uint32_t value, int width) {
        std::string text;
        for (int i = 0; i < width; ++i)
            text += static_cast<char>(value >> 8 * (big_endian ? width - 1 - i : i));
        return text;
    };
    std::string file = (big_endian ? "MM" : "II") + number(42, 2) + number(8, 4);
    file += number(static_cast<std::uint32_t>(entries.size()), 2);
    for (const auto& [tag, value] : entries)
        file += number(tag, 2) + number(4, 2) + number(1, 4) + number(value, 4);
    return file + tail;
}

TEST(MediaType, IsToldByTheFirstBytes) {
    const std::vector<std::pair<std::string, std::optional<MediaType>>> table{
        {"\xff\xd8\xff\xe0", MediaType::jpeg},
        {"\x89PNG\r\n\x1a\n", MediaType::png},
        {"RIFF\x10\0\0\0WEBPVP8 "s, MediaType::webp},
        {"RIFF\x10\0\0\0WAVEfmt "s, std::nullopt},
        {"GIF87a", MediaType::gif},
        {"GIF89a", MediaType::gif},
        {"GIF88a", std::nullopt},
        {"FUJIFILMCCD-RAW 0201", MediaType::raf},
        {"\0\0\0\x18"
         "ftypheic\0\0\0\0mif1heic"s,
         MediaType::heic},
        {"\0\0\0\x18"
         "ftyphevc\0\0\0\0mif1hevc"s,
         MediaType::heic},
        {"\0\0\0\x1c"
         "ftypavif\0\0\0\0mif1avif"s,
         MediaType::avif},
        {"\0\0\0\x18"
         "ftypmif1\0\0\0\0mif1avif"s,
         MediaType::avif},
        {"\0\0\0\x18"
         "ftypmif1\0\0\0\0mif1heic"s,
         MediaType::heic},
        {"\0\0\0\x14"
         "ftypmif1\0\0\0\0mif1heic"s,
         MediaType::heif},  // the last brand lies behind the box
        {"\xff\xff\xff\xff"
         "ftypmif1\0\0\0\0mi"s,
         MediaType::heif},
        {"\0\0\0\x18"
         "ftypcrx \0\0\0\1crx isom"s,
         MediaType::cr3},
        {"\0\0\0\x18"
         "ftypisom\0\0\0\0isomheic"s,
         std::nullopt},  // a video
        {"\0\0\0\x14"
         "ftypqt  \0\0\0\0"s,
         std::nullopt},
        {"", std::nullopt},
        {"\xff\xd8", std::nullopt},
        {"<svg xmlns=\"http://www.w3.org/2000/svg\">", std::nullopt},
        {"%PDF-1.7", std::nullopt},
        {"BM\x36\0\0\0"s, std::nullopt},
        {"\0\0\0\0\0\0\0\0"s, std::nullopt},
    };
    for (const auto& [head, type] : table) EXPECT_EQ(sniff_text(head), type) << head;
}

TEST(MediaType, OfTiffIsToldByItsFirstDirectory) {
    constexpr std::uint32_t behind_two = 8 + 2 + 2 * 12;
    for (const bool big_endian : {false, true}) {
        EXPECT_EQ(sniff_text(tiff(big_endian, {})), MediaType::tiff);
        EXPECT_EQ(sniff_text(tiff(big_endian, {{256, 100}})), MediaType::tiff);
        EXPECT_EQ(sniff_text(tiff(big_endian, {{50706, 1}})), MediaType::dng);
        EXPECT_EQ(sniff_text(tiff(big_endian, {{254, 0}, {271, behind_two}}, "NIKON CORPORATION")),
                  MediaType::tiff);
    }
    EXPECT_EQ(sniff_text(tiff(true, {{254, 1}, {271, behind_two}}, "NIKON CORPORATION")), MediaType::nef);
    EXPECT_EQ(sniff_text(tiff(false, {{254, 1}, {271, behind_two}}, "SONY")), MediaType::arw);
    EXPECT_EQ(sniff_text(tiff(false, {{254, 1}, {271, behind_two}}, "ACME")), MediaType::tiff);
    EXPECT_EQ(sniff_text("II*\0\x10\0\0\0CR\2\0"s), MediaType::cr2);
}

TEST(MediaType, OfATiffThatPointsAstrayIsPlainTiff) {
    for (const std::string& head :
         {"II*\0"s, "MM\0*"s, "II*\0\xff\xff\xff\xff"s, "MM\0*\0\0\0\x08\xff\xff"s,
          tiff(false, {{254, 1}, {271, 0xffffffff}}), tiff(true, {{271, 7}, {254, 1}})})
        EXPECT_EQ(sniff_text(head), MediaType::tiff);
}

TEST(MediaType, HasNamesThatReadBack) {
    for (int i = 0; i <= static_cast<int>(MediaType::raf); ++i) {
        const auto type = static_cast<MediaType>(i);
        EXPECT_EQ(media_type_of(content_type(type)), type);
        EXPECT_FALSE(extension(type).empty());
    }
    EXPECT_EQ(content_type(MediaType::jpeg), "image/jpeg");
    EXPECT_EQ(extension(MediaType::jpeg), "jpg");
    EXPECT_EQ(media_type_of("image/svg+xml"), std::nullopt);
    EXPECT_TRUE(is_camera_raw(MediaType::cr2));
    EXPECT_TRUE(is_camera_raw(MediaType::raf));
    EXPECT_FALSE(is_camera_raw(MediaType::tiff));
}

}  // namespace
}  // namespace snapory
