#pragma once

#include <string>

#include "api/input.hpp"
#include "http/language.hpp"

namespace snapory {

// The language of a mail that a body asks for: the one that `language` names, or else that of who asks; empty
// when they read none of these.
inline std::string read_mail_language(Input& input, const http::Request& request,
                                      const http::Languages& languages) {
    auto named = input.text("language");
    if (!named)
        return std::string(
            http::accepted_language(request.header("Accept-Language").value_or(""), languages));
    if (!languages.contains(*named)) input.note("language", "unknown_value", "No mail is written in it.");
    return *named;
}

}  // namespace snapory
