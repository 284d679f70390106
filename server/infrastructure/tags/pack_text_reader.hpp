#pragma once

#include <memory>

#include "application/ports/text_reader.hpp"
#include "infrastructure/tags/pack_tagger.hpp"

namespace snapory {

// Understands texts by the embedding_pack of the folders, if that is a pair, whose model for texts is loaded
// at the first read(). Throws Unavailable when a pack is wrong; so does read() when the model is.
std::unique_ptr<TextReader> make_pack_text_reader(const PackTaggerConfig& config);

}  // namespace snapory
