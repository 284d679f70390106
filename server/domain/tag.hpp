#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "domain/id.hpp"

namespace snapory {

// One word for what a photo shows or how it looks: "dog", "group", "black and white". docs/models.md lists
// them.
struct Tag {
    std::string name;  // English, lower case; of a host's as they typed it
    float score = 0;   // how sure its maker is, 0 to 1
    ModelId model;     // what found it

    bool operator==(const Tag&) const = default;
};

// The order in which tags are shown: the surest first.
inline bool is_surer(const Tag& a, const Tag& b) {
    return std::tie(b.score, a.name) < std::tie(a.score, b.name);
}

inline bool has_tag(const std::vector<Tag>& tags, std::string_view name) {
    return std::ranges::find(tags, name, &Tag::name) != tags.end();
}

}  // namespace snapory
