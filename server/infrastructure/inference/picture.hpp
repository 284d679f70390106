#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "application/ports/pixel_view.hpp"

namespace snapory {

// Coordinates are continuous throughout: pixel i covers i to i + 1, so its centre lies at i + 0.5.
struct Point {
    float x = 0;
    float y = 0;
};

// RGB pixels of its own, laid out as PixelView says.
struct Picture {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::vector<std::uint8_t> rgb;

    Picture() = default;
    Picture(std::uint32_t w, std::uint32_t h, std::uint8_t fill = 0)
        : width(w), height(h), rgb(std::size_t{3} * w * h, fill) {}

    PixelView view() const { return {width, height, rgb}; }
};

// Each new pixel is the mean of the area it covers. Neither side may grow, and none may be 0.
Picture shrink(const PixelView& picture, std::uint32_t width, std::uint32_t height);

// The whole picture at any size, also in other proportions: shrunk along a side that is larger, interpolated
// along one that is smaller. No side may be 0.
Picture stretch(const PixelView& picture, std::uint32_t width, std::uint32_t height);

// The picture in the upper left corner of a larger one.
Picture pad(const PixelView& picture, std::uint32_t width, std::uint32_t height, std::uint8_t fill);

// Turns, scales and moves: x' = scale_cos * x - scale_sin * y + shift.x, y' = scale_sin * x + scale_cos * y +
// shift.y.
struct Similarity {
    float scale_cos = 1;
    float scale_sin = 0;
    Point shift;

    Point operator()(Point point) const {
        return {scale_cos * point.x - scale_sin * point.y + shift.x,
                scale_sin * point.x + scale_cos * point.y + shift.y};
    }
    float scale() const;
};

enum class Beyond : std::uint8_t { black, edge };  // what lies outside of a picture: the nearest pixel of it

// A picture and its halvings, from which crops of any scale are taken without aliasing. The picture must
// outlive it.
class Pyramid {
public:
    explicit Pyramid(const PixelView& picture);

    // Fills `crop`, side * side pixels, with what `to_picture` makes of its points.
    void cut(Similarity to_picture, std::uint32_t side, std::span<std::uint8_t> crop,
             Beyond beyond = Beyond::black) const;

    const PixelView& picture() const { return picture_; }

private:
    PixelView picture_;
    std::vector<Picture> halvings_;  // a half, a quarter, an eighth … of the picture
};

}  // namespace snapory
