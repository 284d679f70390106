#include "infrastructure/faces/region.hpp"

#include <algorithm>
#include <functional>
#include <numeric>

namespace snapory {

Region squared(const Region& region) {
    const float half = region.longer_side() / 2;
    const float x = (region.left + region.right) / 2;
    const float y = (region.top + region.bottom) / 2;
    return {x - half, y - half, x + half, y + half, region.score};
}

bool lies_on(const Region& region, std::uint32_t width, std::uint32_t height) {
    const float limit = 4 * static_cast<float>(std::max(width, height));
    const bool sized =
        region.width() >= 1 && region.height() >= 1 && region.width() <= limit && region.height() <= limit;
    return sized && region.right > 0 && region.bottom > 0 && region.left < static_cast<float>(width) &&
           region.top < static_cast<float>(height);
}

float overlap(const Region& a, const Region& b, Overlap kind) {
    const float width = std::min(a.right, b.right) - std::max(a.left, b.left);
    const float height = std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
    if (width <= 0 || height <= 0) return 0;
    const float shared = width * height;
    return shared / (kind == Overlap::of_union ? a.area() + b.area() - shared : std::min(a.area(), b.area()));
}

std::vector<std::size_t> suppress(const std::vector<Region>& regions, float limit, Overlap kind) {
    std::vector<std::size_t> order(regions.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, std::greater{}, [&](auto index) { return regions[index].score; });
    std::vector<std::size_t> kept;
    for (const std::size_t candidate : order) {
        const bool stays = std::ranges::none_of(
            kept, [&](auto better) { return overlap(regions[candidate], regions[better], kind) > limit; });
        if (stays) kept.push_back(candidate);
    }
    return kept;
}

}  // namespace snapory
