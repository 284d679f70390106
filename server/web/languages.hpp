#pragma once

#include <set>
#include <string>
#include <string_view>

#include "http/request.hpp"

namespace snapory {

// The languages that pages exist in, as primary subtags: "en", "pt".
using Languages = std::set<std::string, std::less<>>;

// The language that best fits an Accept-Language header (RFC 9110, 12.5.4), by primary subtag; of equals the
// first named. Empty when none of ours is wanted.
std::string_view accepted_language(std::string_view header, const Languages& languages);

// The language to answer a request in: ?lang=, else the cookie snapory_lang, else Accept-Language, else "en".
std::string language_of(const http::Request& request, const Languages& languages);

}  // namespace snapory
