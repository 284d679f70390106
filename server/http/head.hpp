#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "http/headers.hpp"
#include "http/request.hpp"

namespace snapory::http {

struct HeadLimits {
    std::size_t bytes;
    std::size_t fields;
};

// Why a message is refused before any handler sees it.
struct Refusal {
    int status;
    std::string_view detail;
};

// How the bytes after a head are delimited.
struct Framing {
    bool chunked = false;
    std::uint64_t length = 0;  // bytes; of a body that is not chunked
    bool has_body() const { return chunked || length > 0; }
};

struct Head {
    Method method = Method::get;
    std::string target;  // origin form
    Headers headers;
    Framing framing;
    bool keep_alive = true;
    bool expects_continue = false;
    bool http_1_0 = false;
};

// The size of the head at the front, with its empty line; nothing while that has not arrived. `scanned`
// remembers between calls how far the bytes were searched.
std::optional<std::size_t> find_head_end(std::string_view bytes, std::size_t& scanned);

// Reads a whole head. Stricter than RFC 9112 asks wherever two readers could disagree on where a message
// ends.
std::expected<Head, Refusal> parse_head(std::string_view bytes, const HeadLimits& limits);

// True when a comma-separated field value, such as Connection's, holds this token; case does not matter.
bool has_token(std::string_view list, std::string_view token);

}  // namespace snapory::http
