#pragma once

#include <vector>

#include "application/ports/pixel_view.hpp"
#include "domain/tag.hpp"
#include "infrastructure/inference/network.hpp"
#include "infrastructure/tags/model_pack.hpp"

namespace snapory {

// A pack with its model in memory. Its calls may be made from any thread.
class PackModel {
public:
    // Throws Unavailable when the model cannot be loaded or is not what the pack says.
    PackModel(ModelPack pack, unsigned threads);

    // What it sees in a picture that is not empty, each label once. Throws Unavailable when the model fails.
    std::vector<Tag> tags(const PixelView& picture) const;

private:
    std::vector<float> scores(const PixelView& picture) const;

    ModelPack pack_;
    Network network_;
};

}  // namespace snapory
