#include "app/spelling.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace snapory {
namespace {

// Levenshtein's distance.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), 0);
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            auto replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = std::exchange(row[j], std::min({row[j] + 1, row[j - 1] + 1, replaced}));
        }
    }
    return row[b.size()];
}

}  // namespace

std::optional<std::string> nearest(std::string_view given, const std::vector<std::string>& known) {
    auto far = [&](const std::string& word) { return distance(word, given); };
    auto found = std::ranges::min_element(known, {}, far);
    if (found == known.end() || far(*found) > std::max<std::size_t>(2, given.size() / 5)) return std::nullopt;
    return *found;
}

}  // namespace snapory
