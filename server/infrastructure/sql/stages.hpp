#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "domain/stage.hpp"

namespace snapory {

// How a stage stands in the row of its photo: as a bit of `stages_due`, and by a column that names the model
// which did it last, empty for none.
struct StageColumns {
    Stage stage;
    std::int64_t bit;
    std::string_view model;
};
inline constexpr std::array stage_columns{StageColumns{Stage::faces, 1, "faces_model"},
                                          StageColumns{Stage::tags, 2, "tags_model"}};

inline std::int64_t bits_of(const Stages& stages) {
    std::int64_t bits = 0;
    for (const auto& [stage, bit, model] : stage_columns)
        if (stages.contains(stage)) bits |= bit;
    return bits;
}

inline Stages stages_of(std::int64_t bits) {
    Stages stages;
    for (const auto& [stage, bit, model] : stage_columns)
        if ((bits & bit) != 0) stages.insert(stage);
    return stages;
}

}  // namespace snapory
