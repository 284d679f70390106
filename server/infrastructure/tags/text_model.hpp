#pragma once

#include <cstdint>
#include <string>

#include "domain/embedding.hpp"
#include "infrastructure/inference/network.hpp"
#include "infrastructure/tags/byte_pairs.hpp"
#include "infrastructure/tags/model_pack.hpp"

namespace snapory {

// The model by which a pair understands texts, in memory. Its calls may be made from any thread.
class TextModel {
public:
    // Of a pack that has one. Throws Unavailable when it cannot be loaded, or is not what the pack says.
    TextModel(const ModelPack& pack, unsigned threads);

    // The direction of pictures that show what the text says. Throws Unavailable when the model fails.
    Embedding read(const std::string& text) const;

    std::int64_t embedding_width() const;  // numbers; -1 where the model does not say before it runs

private:
    ModelId id_;
    float matches_;
    BytePairs pairs_;
    Network network_;
};

}  // namespace snapory
