#pragma once

#include <string_view>

#include "http/request.hpp"
#include "http/response.hpp"

namespace snapory::http {

// Whether an Accept-Encoding field takes this coding, by its name.
bool accepts_coding(std::string_view field, std::string_view coding);

// Compresses a text that is in memory and long enough to gain, for a client that takes gzip: the networks of
// venues are slow. True if it did. An ETag of such a text must be weak.
bool compress(const Request& request, Response& response);

}  // namespace snapory::http
