#pragma once

#include <functional>
#include <vector>

#include "application/ports/photos.hpp"

namespace snapory {

// A photo of an event and how well it answers what was asked; the best is the greatest.
struct RankedPhoto {
    float score = 0;
    PhotoId photo;

    auto operator<=>(const RankedPhoto&) const = default;
};

// Those of the photos that are alike to `wanted`, as its model counts that; in any order.
std::vector<RankedPhoto> alike(const Embedding& wanted, std::vector<PhotoEmbedding> photos);

// Reads the photos and hands them over, the best first, while `visit` wants more; deleted ones are passed
// over.
void visit_best_first(std::vector<RankedPhoto> ranked, const EventId& event, Photos& photos,
                      const std::function<bool(const PhotoWithFaces&)>& visit);

}  // namespace snapory
