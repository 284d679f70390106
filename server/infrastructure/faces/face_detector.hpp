#pragma once

#include <vector>

#include "infrastructure/faces/region.hpp"
#include "infrastructure/inference/network.hpp"
#include "infrastructure/inference/picture.hpp"

namespace snapory {

// Proposes where faces are (RFB, an SSD of 1.2 MB). It sees the picture at several sizes, since it knows
// faces of about 12 to 300 pixels only; some of what it proposes is no face.
class FaceDetector {
public:
    explicit FaceDetector(Network network) : network_(std::move(network)) {}

    std::vector<Region> propose(const PixelView& picture) const;

private:
    std::vector<Region> look(const PixelView& picture, float scale) const;

    Network network_;
};

}  // namespace snapory
