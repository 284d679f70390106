#pragma once

#include "application/ports/face_reader.hpp"
#include "application/ports/tagger.hpp"
#include "domain/stage.hpp"

namespace snapory {

// By which model each stage is done now; for tags that is their tagger's and the rules beside it.
StageModels stage_models(const FaceReader& faces, const Tagger& tagger);

}  // namespace snapory
