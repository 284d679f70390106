#pragma once

#include <cstdint>
#include <map>
#include <set>

#include "domain/id.hpp"

namespace snapory {

// What models do with a photo beside making its renditions; each can be done again by itself.
enum class Stage : std::uint8_t {
    faces,  // where they are, and their codes
    tags,   // what the photo shows, and what it looks like
};
using Stages = std::set<Stage>;

// By which model each stage was done, or is done now.
using StageModels = std::map<Stage, ModelId>;

}  // namespace snapory
