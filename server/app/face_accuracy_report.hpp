#pragma once

#include <string>

#include "app/face_accuracy.hpp"

namespace snapory {

struct JudgedModel {
    ModelId id;
    MatchThresholds thresholds;
};

// The same figures for people at a terminal, for programs, and as a plot: how both kinds of pairs are
// distributed, and true accepts over false ones.
std::string accuracy_table(const FaceAccuracy& accuracy, const JudgedModel& model);
std::string accuracy_json(const FaceAccuracy& accuracy, const JudgedModel& model);
std::string accuracy_svg(const FaceAccuracy& accuracy, const JudgedModel& model);

}  // namespace snapory
