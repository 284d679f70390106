#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace snapory {

// Part of a picture, in its pixels, that may be a face; `score` says how likely, 0 to 1.
struct Region {
    float left = 0;
    float top = 0;
    float right = 0;
    float bottom = 0;
    float score = 0;

    float width() const { return right - left; }
    float height() const { return bottom - top; }
    float area() const { return width() * height(); }
    float longer_side() const { return width() > height() ? width() : height(); }
};

// The square around the middle of a region, as wide as its longer side.
Region squared(const Region& region);

// Whether a model can have meant it: finite, at least a pixel large, no larger than four pictures, and on it.
bool lies_on(const Region& region, std::uint32_t width, std::uint32_t height);

enum class Overlap : std::uint8_t {
    of_union,    // shared area by the area that both cover
    of_smaller,  // shared area by the area of the smaller: also 1 for a region inside of another
};

float overlap(const Region& a, const Region& b, Overlap kind);

// Which regions stay when each gives way to any better one that overlaps it by more than `limit`: their
// indices, best first (non-maximum suppression).
std::vector<std::size_t> suppress(const std::vector<Region>& regions, float limit, Overlap kind);

}  // namespace snapory
