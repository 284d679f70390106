#include "application/processing/stage_models.hpp"

#include "application/processing/look_tags.hpp"

namespace snapory {

StageModels stage_models(const FaceReader& faces, const Tagger& tagger) {
    return {{Stage::faces, faces.model()},
            {Stage::tags, ModelId(tagger.model().text() + "+" + look_rules.text())}};
}

}  // namespace snapory
