#include "http/language.hpp"

#include <algorithm>
#include <charconv>

namespace snapory::http {
namespace {

std::string_view trim(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

// Cuts off what stands before the separator.
std::string_view take_until(std::string_view& text, char separator) {
    auto end = std::min(text.find(separator), text.size());
    auto taken = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return trim(taken);
}

// "0.8" in thousandths; 1000 for what is no weight.
int weight_of(std::string_view parameters) {
    auto at = parameters.find("q=");
    if (at == std::string_view::npos) return 1000;
    auto digits = parameters.substr(at + 2);
    double weight = 1;
    std::from_chars(digits.data(), digits.data() + digits.size(), weight);
    return static_cast<int>(std::clamp(weight, 0.0, 1.0) * 1000);
}

// "pt-BR" to "pt".
std::string primary_subtag(std::string_view range) {
    std::string tag(range.substr(0, range.find('-')));
    std::transform(tag.begin(), tag.end(), tag.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return tag;
}

}  // namespace

std::string_view accepted_language(std::string_view header, const Languages& languages) {
    std::string_view best;
    int best_weight = 0;
    while (!header.empty()) {
        auto range = take_until(header, ',');
        auto tag = take_until(range, ';');
        auto known = languages.find(primary_subtag(tag));
        if (known == languages.end() || weight_of(range) <= best_weight) continue;
        best = *known;
        best_weight = weight_of(range);
    }
    return best;
}

}  // namespace snapory::http
