#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <vector>

#include "application/ports/tagger.hpp"
#include "infrastructure/tags/model_pack.hpp"

namespace snapory {

struct PackTaggerConfig {
    std::vector<std::filesystem::path> folders;  // of packs: those that come with the program, and the host's
    unsigned threads = 1;                        // that one read() may use
    std::chrono::milliseconds idle{300'000};     // models unused for this long leave memory until needed
};

// Sees by all model packs of the folders, with ONNX Runtime on the CPU; of several embeddings that of the
// embedding_pack counts, so that a pack of the host's takes the place of ours. Reads what the packs say of
// themselves at once and the models at the first read(). Throws Unavailable when a pack is wrong.
std::unique_ptr<Tagger> make_pack_tagger(const PackTaggerConfig& config);

// Loads the models of every pack in these folders once, for who wants to know before the first photo that
// each is what it says. Gives the packs; throws Unavailable for the first that is wrong.
std::vector<ModelPack> check_model_packs(const std::vector<std::filesystem::path>& folders);

}  // namespace snapory
