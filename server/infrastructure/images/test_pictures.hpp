#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "infrastructure/images/pixmap.hpp"

namespace snapory {

// Pictures made for tests with the libraries that read them back.
using Picture = std::vector<std::uint8_t>;
using Rgb = std::array<int, 3>;

inline constexpr Rgb red{220, 30, 30}, green{30, 160, 40}, blue{30, 50, 220}, yellow{240, 220, 40};

// Four fields, so that each way of turning and mirroring can be told from the others: red, green above blue,
// yellow.
Pixmap four_fields(PixelSize size);

// What a picture shows in the middle of its four quarters, read as rows from the top.
using Corners = std::array<Rgb, 4>;
inline constexpr Corners four_corners{red, green, blue, yellow};
Corners corners_of(PixelSize size, Bytes pixels, std::size_t channels);
// Lossy codecs change colours by a little.
bool alike(const Corners& one, const Corners& other);

Picture jpeg_of(const Pixmap& image, const Picture& icc = {});
Picture grey_jpeg_of(const Pixmap& image);
Picture adobe_cmyk_jpeg_of(const Pixmap& image);  // inverted inks, as Adobe's programs write them

enum class PngKind : std::uint8_t { rgb, rgba_half_clear, grey, deep, palette, interlaced };
Picture png_of(const Pixmap& image, PngKind kind = PngKind::rgb);

enum class HeifCodec : std::uint8_t { hevc, av1 };
// `orientation` is the format's own, numbered like EXIF's.
Picture heif_of(const Pixmap& image, HeifCodec codec, std::uint8_t orientation = 1);

Picture gif_of(const Pixmap& image);
Picture tiff_of(const Pixmap& image, std::uint8_t orientation = 1);
Picture animated_webp_of(const Pixmap& first_frame, PixelSize stage, std::uint32_t left, std::uint32_t top);

// The same file with metadata, by exiv2's keys and its text form of values.
Picture with_metadata(const Picture& file, const std::map<std::string, std::string>& exif,
                      const std::map<std::string, std::string>& xmp = {});

// A profile in which red and green change places, so that whoever ignores it is found out.
Picture swapped_profile();

}  // namespace snapory
