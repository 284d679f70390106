#include "domain/words.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace snapory {
namespace {

struct Free {
    void operator()(utf8proc_uint8_t* text) const { std::free(text); }
};

bool in_word(utf8proc_int32_t character) {
    switch (utf8proc_category(character)) {
        case UTF8PROC_CATEGORY_LU:
        case UTF8PROC_CATEGORY_LL:
        case UTF8PROC_CATEGORY_LT:
        case UTF8PROC_CATEGORY_LM:
        case UTF8PROC_CATEGORY_LO:
        case UTF8PROC_CATEGORY_ND:
        case UTF8PROC_CATEGORY_NL:
        case UTF8PROC_CATEGORY_NO: return true;
        default: return false;
    }
}

std::string folded(std::string_view text) {
    // NOLINTNEXTLINE(clang-analyzer-optin.core.EnumCastOutOfRange): these are flags
    constexpr auto without_case_and_marks = static_cast<utf8proc_option_t>(
        UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK);
    utf8proc_uint8_t* made = nullptr;
    const auto bytes =
        utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                     static_cast<utf8proc_ssize_t>(text.size()), &made, without_case_and_marks);
    const std::unique_ptr<utf8proc_uint8_t, Free> owned(made);
    if (bytes < 0) return {};
    return {reinterpret_cast<const char*>(made), static_cast<std::size_t>(bytes)};
}

}  // namespace

std::vector<std::string> words_of(std::string_view text) {
    const std::string plain = folded(text);
    std::vector<std::string> words(1);
    for (std::size_t at = 0; at < plain.size();) {
        utf8proc_int32_t character = 0;
        const auto length = static_cast<std::size_t>(
            utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(plain.data()) + at,
                             static_cast<utf8proc_ssize_t>(plain.size() - at), &character));
        if (in_word(character))
            words.back().append(plain, at, length);
        else if (!words.back().empty())
            words.emplace_back();
        at += length;
    }
    if (words.back().empty()) words.pop_back();
    std::ranges::sort(words);
    words.erase(std::ranges::unique(words).begin(), words.end());
    return words;
}

std::string searched_text(const Photo& photo, const std::vector<Tag>& tags) {
    std::string text = photo.file_name;
    if (photo.details) {
        const auto& camera = photo.details->capture.camera;
        text += " " + camera.make + " " + camera.model + " " + camera.lens;
    }
    for (const auto& tag : tags) text += " " + tag.name;
    return text;
}

}  // namespace snapory
