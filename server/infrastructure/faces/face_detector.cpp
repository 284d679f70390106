#include "infrastructure/faces/face_detector.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <span>

namespace snapory {
namespace {

// A size at which the picture is looked at. Widths of faces are in pixels of the picture at that size.
struct Look {
    float longer_side;
    float widest;  // wider faces were already seen better by the look before
    // Left out when faces were seen before, but none narrower than this: small ones are seldom alone.
    float only_beside;
};
constexpr float any = std::numeric_limits<float>::infinity();
constexpr std::array<Look, 3> looks{{{320, any, any}, {640, 110, any}, {1280, 110, 40}}};  // docs/models.md

constexpr float least_score = 0.6F;
constexpr float most_overlap = 0.4F;
constexpr std::uint8_t grey = 127;             // what the model takes for nothing
constexpr std::uint32_t coarsest_stride = 64;  // sides must be multiples of it

// Where the model expects faces: at every `stride` pixels, squares of these sides.
struct AnchorGrid {
    std::uint32_t stride;
    std::span<const float> sides;
};
constexpr std::array<float, 3> stride_8_sides{10, 16, 24};
constexpr std::array<float, 2> stride_16_sides{32, 48};
constexpr std::array<float, 2> stride_32_sides{64, 96};
constexpr std::array<float, 3> stride_64_sides{128, 192, 256};
constexpr std::array<AnchorGrid, 4> grids{
    {{8, stride_8_sides}, {16, stride_16_sides}, {32, stride_32_sides}, {64, stride_64_sides}}};

struct Anchor {
    Point centre;
    float side;
};

// In the order of the model's outputs.
std::vector<Anchor> anchors_of(std::uint32_t width, std::uint32_t height) {
    std::vector<Anchor> anchors;
    for (const auto& [stride, sides] : grids) {
        const auto half = static_cast<float>(stride) / 2;
        for (std::uint32_t y = 0; y < height; y += stride) {
            for (std::uint32_t x = 0; x < width; x += stride) {
                const Point centre{static_cast<float>(x) + half, static_cast<float>(y) + half};
                for (const float side : sides) anchors.push_back({centre, side});
            }
        }
    }
    return anchors;
}

// An SSD's offset from its anchor, with the usual variances 0.1 and 0.2.
Region decode(const Anchor& anchor, std::span<const float> offset, float score) {
    const float x = anchor.centre.x + offset[0] * 0.1F * anchor.side;
    const float y = anchor.centre.y + offset[1] * 0.1F * anchor.side;
    const float half_width = anchor.side * std::exp(offset[2] * 0.2F) / 2;
    const float half_height = anchor.side * std::exp(offset[3] * 0.2F) / 2;
    return {x - half_width, y - half_height, x + half_width, y + half_height, score};
}

std::vector<Region> decode_all(std::span<const float> scores, std::span<const float> offsets,
                               const Picture& seen) {
    const auto anchors = anchors_of(seen.width, seen.height);
    std::vector<Region> regions;
    for (std::size_t i = 0; i < anchors.size(); ++i) {
        const float score = scores[2 * i + 1];
        if (score > least_score) regions.push_back(decode(anchors[i], offsets.subspan(4 * i, 4), score));
    }
    return regions;
}

std::vector<Region> best_of(const std::vector<Region>& regions) {
    std::vector<Region> best;
    for (const std::size_t index : suppress(regions, most_overlap, Overlap::of_union))
        best.push_back(regions[index]);
    return best;
}

std::uint32_t scaled(std::uint32_t side, float scale) {
    return std::max(1U, static_cast<std::uint32_t>(std::lround(static_cast<float>(side) * scale)));
}

std::uint32_t rounded_up(std::uint32_t side) {
    return (side + coarsest_stride - 1) / coarsest_stride * coarsest_stride;
}

}  // namespace

// Regions in pixels of `picture`, which is the original times `scale`.
std::vector<Region> FaceDetector::look(const PixelView& picture, float scale) const {
    const Picture seen = pad(picture, rounded_up(picture.width), rounded_up(picture.height), grey);
    const auto outputs = network_.run(seen.rgb, 1, seen.height, seen.width);
    std::vector<Region> regions = best_of(decode_all(outputs[0], outputs[1], seen));
    for (Region& region : regions) {
        region = {region.left / scale, region.top / scale, region.right / scale, region.bottom / scale,
                  region.score};
    }
    return regions;
}

std::vector<Region> FaceDetector::propose(const PixelView& picture) const {
    const auto longer = static_cast<float>(std::max(picture.width, picture.height));
    std::vector<Region> regions;
    for (const auto& [longer_side, widest, only_beside] : looks) {
        const float scale = std::min(1.0F, longer_side / longer);
        const auto wide = [&](const Region& region) { return region.width() * scale >= only_beside; };
        if (!regions.empty() && std::ranges::all_of(regions, wide)) break;
        const Picture small = shrink(picture, scaled(picture.width, scale), scaled(picture.height, scale));
        for (const Region& region : look(small.view(), scale)) {
            const bool fits =
                region.width() * scale < widest && lies_on(region, picture.width, picture.height);
            if (fits) regions.push_back(region);
        }
        if (longer_side >= longer) break;
    }
    return best_of(regions);
}

}  // namespace snapory
