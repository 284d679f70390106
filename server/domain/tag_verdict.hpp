#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/result.hpp"
#include "domain/tag.hpp"

namespace snapory {

// What a host said of a photo: that it shows this, or that it does not. Either outlives every model.
struct TagVerdict {
    std::string name;
    bool shows = true;

    bool operator==(const TagVerdict&) const = default;
};

// The model of tags that a host gave.
inline const ModelId host_model{"host"};

// The tags of a photo: what models found, but where a host spoke what the host said. Surest first.
std::vector<Tag> judged(std::vector<Tag> found, const std::vector<TagVerdict>& verdicts);

// The name of a tag of the host's, as typed: one line of at most 40 characters, without a comma, since lists
// of tags are separated by commas. Errors: invalid.
Result<std::string> parse_tag_name(std::string_view typed);

}  // namespace snapory
