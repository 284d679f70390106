#pragma once

#include <string>
#include <string_view>

namespace snapory {

// Appends text as it may stand between the quotes of a JSON string: control characters, which could also
// steer a terminal, are escaped, and bytes that are not UTF-8 become U+FFFD.
void append_escaped(std::string& out, std::string_view text);

}  // namespace snapory
