#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "http/request.hpp"
#include "http/response.hpp"

namespace snapory::http {

// A stretch of a body, in bytes.
struct ByteRange {
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
    bool operator==(const ByteRange&) const = default;
};

// What a Range field asks of a body of this size.
struct RangeRequest {
    enum class Kind : std::uint8_t { ignored, satisfiable, unsatisfiable } kind = Kind::ignored;
    ByteRange range = {};  // of a satisfiable one; several ranges become the one that spans them
    bool operator==(const RangeRequest&) const = default;
};
RangeRequest parse_range(std::string_view field, std::uint64_t size);

// True when If-None-Match names this entity tag, by weak comparison.
bool names_etag(std::string_view if_none_match, std::string_view etag);

// How a response goes out once the request's conditions are applied.
struct Delivery {
    int status;
    ByteRange range = {};  // of the body
    bool body = true;      // false for HEAD, 204 and 304
    bool length = true;    // whether Content-Length is said
    bool ranges = false;   // whether Accept-Ranges is said
    std::string content_range = {};
};
Delivery plan_delivery(const Request& request, const Response& response);

// The head of the response, with its empty line, onto out. The date is an IMF-fixdate.
void append_head(std::string& out, const Request& request, const Response& response, const Delivery& delivery,
                 bool keep_alive, std::string_view date);

// "Sun, 06 Nov 1994 08:49:37 GMT", for this moment; made once a second and thread.
std::string_view http_date();

}  // namespace snapory::http
