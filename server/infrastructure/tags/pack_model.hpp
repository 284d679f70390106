#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "application/ports/tagger.hpp"
#include "infrastructure/inference/network.hpp"
#include "infrastructure/tags/model_pack.hpp"

namespace snapory {

// A pack with its model in memory. Its calls may be made from any thread.
class PackModel {
public:
    // Throws Unavailable when the model cannot be loaded or is not what the pack says.
    PackModel(ModelPack pack, unsigned threads);

    // What it sees in a picture that is not empty, each label once. Throws Unavailable when the model fails.
    Sight see(const PixelView& picture) const;

    // Numbers of its embedding, which it must have; -1 where the model does not say before it runs.
    std::int64_t embedding_width() const;

private:
    std::vector<std::vector<float>> run(const PixelView& picture) const;
    std::vector<Tag> tags(std::span<float> scores) const;

    ModelPack pack_;
    Network network_;
};

}  // namespace snapory
