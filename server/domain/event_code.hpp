#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "domain/id.hpp"

namespace snapory {

// Ten characters of an alphabet without look-alikes (no 0 O 1 I L U): 48 bits, said aloud without spelling.
inline constexpr std::string_view event_code_alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
inline constexpr std::size_t event_code_length = 10;

// One code from as many random bytes as it has characters and more; uniform, since bytes past the last whole
// multiple of the alphabet are skipped. Nothing when the bytes ran out.
std::optional<EventCode> event_code_from(std::span<const unsigned char> random);

// A code as a person types it: any case, with spaces or hyphens. Nothing when it cannot be one.
std::optional<EventCode> parse_event_code(std::string_view typed);

}  // namespace snapory
