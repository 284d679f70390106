#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace snapory {

// The known word that was most likely meant by a misspelt one; nothing when none is near.
std::optional<std::string> nearest(std::string_view given, const std::vector<std::string>& known);

}  // namespace snapory
