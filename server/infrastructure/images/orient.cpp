#include "infrastructure/images/orient.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace snapory {
namespace {

// Where the upright pixel (0, 0) is stored, and how to walk from there: EXIF 2.32, tag 0x0112.
struct Walk {
    bool sideways;  // rows of the upright image are columns of the stored one
    bool from_right;
    bool from_bottom;
};

constexpr std::array<Walk, 9> walks{{{false, false, false},
                                     {false, false, false},
                                     {false, true, false},
                                     {false, true, true},
                                     {false, false, true},
                                     {true, false, false},
                                     {true, false, true},
                                     {true, true, true},
                                     {true, true, false}}};

Walk walk_of(std::uint8_t orientation) { return walks[orientation < walks.size() ? orientation : 0]; }

}  // namespace

PixelSize upright(PixelSize stored, std::uint8_t orientation) {
    return walk_of(orientation).sideways ? PixelSize{stored.height, stored.width} : stored;
}

Pixmap upright(Pixmap stored, std::uint8_t orientation) {
    const Walk walk = walk_of(orientation);
    if (!walk.sideways && !walk.from_right && !walk.from_bottom) return stored;

    constexpr auto pixel = static_cast<std::ptrdiff_t>(Pixmap::channels);
    const auto stride = static_cast<std::ptrdiff_t>(stored.stride());
    const std::ptrdiff_t step_x = walk.from_right ? -pixel : pixel;
    const std::ptrdiff_t step_y = walk.from_bottom ? -stride : stride;
    const std::uint8_t* corner =
        stored.row(walk.from_bottom ? stored.size.height - 1 : 0) + (walk.from_right ? stride - pixel : 0);
    const std::ptrdiff_t across = walk.sideways ? step_y : step_x;
    const std::ptrdiff_t down = walk.sideways ? step_x : step_y;

    // In tiles, so that what one row of the result fetches is still at hand for the next.
    constexpr std::uint32_t tile = 32;
    Pixmap turned(upright(stored.size, orientation));
    const auto [width, height] = turned.size;
    for (std::uint32_t top = 0; top < height; top += tile)
        for (std::uint32_t left = 0; left < width; left += tile)
            for (std::uint32_t y = top; y < std::min(height, top + tile); ++y) {
                const std::uint8_t* source = corner + y * down + left * across;
                std::uint8_t* target = turned.row(y) + left * pixel;
                for (std::uint32_t x = left; x < std::min(width, left + tile);
                     ++x, source += across, target += pixel)
                    std::memcpy(target, source, Pixmap::channels);
            }
    return turned;
}

}  // namespace snapory
