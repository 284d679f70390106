#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "domain/result.hpp"

namespace snapory {

// Without surrounding white space.
std::string trimmed(std::string_view text);

bool is_utf8(std::string_view text);

// Unicode code points in valid UTF-8.
std::size_t character_count(std::string_view utf8);

// One line as a person typed it: trimmed, valid UTF-8, no control characters, at most `most` characters.
// Empty text is accepted here; `field` names the input in the error.
Result<std::string> parse_line(std::string_view typed, std::size_t most, std::string_view field);

// A client's name for a file, made harmless to show, log and put in a ZIP: the last path component, valid
// UTF-8, no control or direction-override characters, at most 200 bytes with the ending kept; "photo" if
// nothing is left.
std::string clean_file_name(std::string_view given);

// As in a URL (RFC 3986): every byte but letters, digits, -._~ and those `unchanged` becomes %XX.
std::string percent_encoded(std::string_view text, std::string_view unchanged = {});

}  // namespace snapory
