#include "domain/known_faces.hpp"

#include <algorithm>
#include <cstddef>
#include <set>
#include <tuple>

namespace snapory {
namespace {

constexpr float least_overlap = 0.4F;  // of what both cover; faces side by side share far less

float area(const FaceBox& box) { return std::max(0.0F, box.width) * std::max(0.0F, box.height); }

// What both cover, as a share of what either covers.
float overlap(const FaceBox& a, const FaceBox& b) {
    const float left = std::max(a.x, b.x), right = std::min(a.x + a.width, b.x + b.width);
    const float top = std::max(a.y, b.y), bottom = std::min(a.y + a.height, b.y + b.height);
    const float shared = area({left, top, right - left, bottom - top});
    return shared > 0 ? shared / (area(a) + area(b) - shared) : 0;
}

struct Pair {
    float overlap;
    std::size_t found, known;
};

// Those that may be one face, the surest first.
std::vector<Pair> pairs_of(const std::vector<Face>& found, const std::vector<Face>& known) {
    std::vector<Pair> pairs;
    for (std::size_t i = 0; i < found.size(); ++i)
        for (std::size_t j = 0; j < known.size(); ++j)
            if (const float both = overlap(found[i].box, known[j].box); both >= least_overlap)
                pairs.push_back({both, i, j});
    std::ranges::sort(pairs, [](const Pair& a, const Pair& b) {
        return std::tie(b.overlap, a.found, a.known) < std::tie(a.overlap, b.found, b.known);
    });
    return pairs;
}

}  // namespace

std::vector<Face> as_known(std::vector<Face> found, const std::vector<Face>& known) {
    std::set<std::size_t> again, taken;
    for (const auto& [both, i, j] : pairs_of(found, known)) {
        if (again.contains(i) || taken.contains(j)) continue;
        again.insert(i);
        taken.insert(j);
        found[i].id = known[j].id;
        found[i].person = known[j].person;
    }
    return found;
}

}  // namespace snapory
