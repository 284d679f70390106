#include "domain/link_holder.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace snapory {
namespace {

constexpr std::array<std::string_view, 3> texts{"guest", "uploader", "host"};  // in the order of LinkHolder

}  // namespace

std::string_view text(LinkHolder holder) { return texts.at(std::to_underlying(holder)); }

std::optional<LinkHolder> parse_link_holder(std::string_view text) {
    const auto* found = std::ranges::find(texts, text);
    if (found == texts.end()) return std::nullopt;
    return static_cast<LinkHolder>(found - texts.begin());
}

}  // namespace snapory
