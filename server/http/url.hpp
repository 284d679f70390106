#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace snapory::http {

// Turns %XX into bytes. Nothing for a broken escape, or where NUL would come out.
std::optional<std::string> percent_decode(std::string_view text);
// Escapes all but the unreserved characters of RFC 3986, for one path segment or query value.
std::string percent_encode(std::string_view text);
// "a=1&b=x+y" into decoded pairs, in order; "+" is a space. Nothing when an escape is broken.
std::optional<std::vector<std::pair<std::string, std::string>>> parse_query(std::string_view text);

}  // namespace snapory::http
