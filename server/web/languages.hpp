#pragma once

#include <string>

#include "http/language.hpp"
#include "http/request.hpp"

namespace snapory {

// The language to answer a request in: ?lang=, else the cookie snapory_lang, else Accept-Language, else "en".
std::string language_of(const http::Request& request, const http::Languages& languages);

}  // namespace snapory
