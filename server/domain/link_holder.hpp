#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace snapory {

// Whom a link to a file of a photo was made for. It opens as long as they may have the file; `may_open` in
// domain/permission.hpp knows.
enum class LinkHolder : std::uint8_t { guest, uploader, host };

std::string_view text(LinkHolder holder);  // "guest"
std::optional<LinkHolder> parse_link_holder(std::string_view text);

}  // namespace snapory
