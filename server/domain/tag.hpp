#pragma once

#include <string>

#include "domain/id.hpp"

namespace snapory {

// One word for what a photo shows or how it looks: "dog", "group", "black and white". docs/models.md lists
// them.
struct Tag {
    std::string name;  // English, lower case
    float score = 0;   // how sure its maker is, 0 to 1
    ModelId model;     // what found it

    bool operator==(const Tag&) const = default;
};

}  // namespace snapory
