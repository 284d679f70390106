#pragma once

#include <set>
#include <string>
#include <string_view>

namespace snapory::http {

// Languages that something exists in, as primary subtags: "en", "pt".
using Languages = std::set<std::string, std::less<>>;

// The language that best fits an Accept-Language header (RFC 9110, 12.5.4), by primary subtag; of equals the
// first named. Empty when none of these is wanted.
std::string_view accepted_language(std::string_view header, const Languages& languages);

}  // namespace snapory::http
