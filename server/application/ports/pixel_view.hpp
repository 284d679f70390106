#pragma once

#include <cstdint>
#include <span>

namespace snapory {

// Upright sRGB pixels that somebody else owns: 3 bytes a pixel, rows from the top, no padding between them.
struct PixelView {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::span<const std::uint8_t> rgb;  // width * height * 3 bytes
};

}  // namespace snapory
