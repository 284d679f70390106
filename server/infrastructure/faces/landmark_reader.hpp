#pragma once

#include <array>
#include <vector>

#include "infrastructure/faces/region.hpp"
#include "infrastructure/inference/network.hpp"
#include "infrastructure/inference/picture.hpp"

namespace snapory {

// Both eyes, the tip of the nose, both corners of the mouth; left before right as seen in the picture.
using Landmarks = std::array<Point, 5>;

struct LocatedFace {
    Region region;
    Landmarks landmarks;
};

// Drops what is no face and says where eyes, nose and mouth of the others are (MTCNN's O-Net).
class LandmarkReader {
public:
    explicit LandmarkReader(Network network) : network_(std::move(network)) {}

    std::vector<LocatedFace> locate(const Pyramid& pyramid, const std::vector<Region>& proposals) const;

private:
    std::vector<LocatedFace> look(const Pyramid& pyramid, const std::vector<Region>& regions,
                                  float least_score) const;

    Network network_;
};

}  // namespace snapory
