#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace snapory {

// The words of one language among those that a kind of letter is written in; the first where it has none.
template <class Words>
const typename Words::value_type& in_language(const Words& words, std::string_view language) {
    auto found = std::ranges::find(words, language, &Words::value_type::language);
    return found == words.end() ? words.front() : *found;
}

// The text with `value` at every {mark}, such as "{email}".
std::string filled(std::string_view text, std::string_view mark, std::string_view value);

}  // namespace snapory
