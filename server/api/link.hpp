#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "application/ports/signatures.hpp"
#include "http/request.hpp"
#include "http/response.hpp"

namespace snapory {

// Signed links: "<path>?exp=<Unix seconds>&sig=<signature>".
std::string link(const std::string& path, std::string_view grant, TimePoint expires_at,
                 Signatures& signatures);

// When the request's link expires; nothing when it does not say.
std::optional<TimePoint> link_expiry_of(const http::Request& request);
std::string_view link_signature_of(const http::Request& request);

// Whether the request shows a link that grants this and has not expired.
bool shows_link(const http::Request& request, std::string_view grant, TimePoint now, Signatures& signatures);

// 404, in the same words for every way in which a link may not work.
http::Response dead_link(const http::Request& request);

}  // namespace snapory
