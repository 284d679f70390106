#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "domain/time.hpp"

namespace snapory {

// UUIDv7 (RFC 9562): 48 bits of Unix milliseconds, then random bits, so that keys made later sort later.
std::string uuid_v7(TimePoint now, std::span<const unsigned char, 10> random);

// Whether this is a UUID in lower-case canonical form; any version, since a client may only name what exists.
bool is_uuid(std::string_view text);

// An id of the given kind when the text is a UUID.
template <class SomeId>
std::optional<SomeId> parse_id(std::string_view text) {
    if (!is_uuid(text)) return std::nullopt;
    return SomeId(std::string(text));
}

}  // namespace snapory
