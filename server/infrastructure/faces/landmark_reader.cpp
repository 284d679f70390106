#include "infrastructure/faces/landmark_reader.hpp"

#include <algorithm>
#include <span>

namespace snapory {
namespace {

constexpr std::uint32_t crop_side = 48;
constexpr std::size_t crop_bytes = std::size_t{3} * crop_side * crop_side;

// Each look centres the crop of the next one; only the last decides. A third look brings back faces turned
// aside.
constexpr std::array<float, 3> least_scores{0.01F, 0.1F, 0.8F};
constexpr float most_overlap = 0.5F;

// A batch of crops of one size; a wall of faces must not take memory by their number.
constexpr std::size_t most_at_once = 32;

Similarity to_picture(const Region& square) {
    return {square.width() / crop_side, 0, {square.left, square.top}};
}

// `shift` and `points` as models/convert.py describes them.
LocatedFace decode(const Region& square, std::span<const float> shift, std::span<const float> points,
                   float score) {
    const float side = square.width();
    LocatedFace face{.region = {square.left + shift[0] * side, square.top + shift[1] * side,
                                square.right + shift[2] * side, square.bottom + shift[3] * side, score},
                     .landmarks = {}};
    for (std::size_t i = 0; i < face.landmarks.size(); ++i) {
        face.landmarks[i] = {square.left + points[i] * side, square.top + points[5 + i] * side};
    }
    return face;
}

std::vector<Region> regions_of(const std::vector<LocatedFace>& faces) {
    std::vector<Region> regions(faces.size());
    std::ranges::transform(faces, regions.begin(), &LocatedFace::region);
    return regions;
}

}  // namespace

std::vector<LocatedFace> LandmarkReader::look(const Pyramid& pyramid, const std::vector<Region>& regions,
                                              float least_score) const {
    const PixelView& picture = pyramid.picture();
    std::vector<LocatedFace> faces;
    for (std::size_t start = 0; start < regions.size(); start += most_at_once) {
        const auto batch = std::span(regions).subspan(start, std::min(most_at_once, regions.size() - start));
        std::vector<std::uint8_t> crops(batch.size() * crop_bytes);
        for (std::size_t i = 0; i < batch.size(); ++i) {
            pyramid.cut(to_picture(squared(batch[i])), crop_side,
                        std::span(crops).subspan(i * crop_bytes, crop_bytes));
        }
        const auto outputs = network_.run(crops, batch.size(), crop_side, crop_side);
        for (std::size_t i = 0; i < batch.size(); ++i) {
            const float score = outputs[0][2 * i + 1];
            const LocatedFace face = decode(squared(batch[i]), std::span(outputs[1]).subspan(4 * i, 4),
                                            std::span(outputs[2]).subspan(10 * i, 10), score);
            if (score > least_score && lies_on(face.region, picture.width, picture.height))
                faces.push_back(face);
        }
    }
    return faces;
}

std::vector<LocatedFace> LandmarkReader::locate(const Pyramid& pyramid,
                                                const std::vector<Region>& proposals) const {
    std::vector<LocatedFace> seen;
    std::vector<Region> regions = proposals;
    for (const float least_score : least_scores) {
        seen = look(pyramid, regions, least_score);
        regions = regions_of(seen);
    }
    std::vector<LocatedFace> faces;
    for (const std::size_t index : suppress(regions, most_overlap, Overlap::of_smaller))
        faces.push_back(seen[index]);
    return faces;
}

}  // namespace snapory
