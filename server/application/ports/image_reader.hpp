#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "domain/capture.hpp"
#include "domain/media_type.hpp"
#include "domain/result.hpp"

namespace snapory {

// Limits that every image reader keeps.
inline constexpr std::uint64_t max_image_pixels = 200'000'000;
inline constexpr std::uint32_t preview_side =
    1600;  // pixels of the longer side; smaller images stay as they are
inline constexpr std::uint32_t thumbnail_side = 400;  // the same

// With what the QR code of a clock card begins (see application/cameras/clock_card.hpp); others are not read.
inline constexpr std::string_view clock_card_prefix = "snapory-clock:";
inline constexpr std::size_t longest_clock_card = 128;  // bytes

// 8-bit sRGB; three bytes a pixel, rows from the top without padding.
struct RgbImage {
    PixelSize size;
    std::vector<std::uint8_t> rgb;
};

// An image made for showing: upright, sRGB, without metadata.
struct Rendition {
    PixelSize size;
    std::vector<std::uint8_t> bytes;
};

// All that can be told from one original.
struct ImageReading {
    MediaType type{};  // by content
    PixelSize size;    // of the original, upright
    Capture capture;
    Rendition preview;           // JPEG
    Rendition thumbnail;         // WebP
    RgbImage pixels;             // the preview before it was encoded, for the models; faces are found in this
    std::string thumbhash;       // base64 of at most 25 bytes, https://evanw.github.io/thumbhash/
    std::string dominant_color;  // "#rrggbb"
    std::uint64_t perceptual_hash = 0;  // 64 bits of a DCT; alike photos differ in few bits
    std::string clock_card;  // text of an event's clock card that the picture shows; empty if it shows none
    double sharpness = 0;    // variance of the Laplacian of the grey preview; below about 50 looks blurred
};

// What the caller will use; what is not wanted is left empty and costs nothing.
struct ImageWanted {
    bool renditions = true;  // preview and thumbnail bytes
    bool pixels = true;
};

// The attempt ended without an answer: the decoder crashed, hung, or overstepped a limit. The file may be at
// fault or the machine may be short of something; whoever retries should count, and give up on the file after
// a few.
struct DecoderDied : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Turns the bytes of a stranger's file into renditions, pixels and facts. Originals are only read.
// Calls may be made from any thread, block for up to 20 seconds, and throw DecoderDied, or Unavailable when
// no decoder can be started at all. Errors: unsupported_format (not a known kind, by content), unreadable
// (empty, truncated, broken), too_large (over max_image_pixels).
class ImageReader {
public:
    virtual ~ImageReader() = default;
    virtual Result<ImageReading> read(const std::filesystem::path& original, ImageWanted wanted = {}) = 0;
    // The same for bytes that rest nowhere, such as a selfie.
    virtual Result<ImageReading> read(std::span<const std::uint8_t> original, ImageWanted wanted = {}) = 0;
};

}  // namespace snapory
