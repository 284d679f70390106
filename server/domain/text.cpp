#include "domain/text.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace snapory {
namespace {

constexpr std::string_view white_space = " \t\r\n\f\v";

struct CodePoint {
    char32_t value;
    std::size_t bytes;
};

// The code point at the start of `text`, refusing overlong forms, surrogates and what is past U+10FFFF.
std::optional<CodePoint> first_code_point(std::string_view text) {
    auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    if (byte(0) < 0x80) return CodePoint{byte(0), 1};
    std::size_t length = byte(0) >= 0xF0 ? 4 : byte(0) >= 0xE0 ? 3 : 2;
    if (byte(0) < 0xC2 || byte(0) > 0xF4 || text.size() < length) return std::nullopt;
    char32_t value = byte(0) & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0) != 0x80) return std::nullopt;
        value = (value << 6) | (byte(i) & 0x3FU);
    }
    constexpr char32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    if (value < smallest[length] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
        return std::nullopt;
    return CodePoint{value, length};
}

bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029; }

// Characters that reorder the text around them, with which "gpj.exe" is made to look like "exe.jpg".
bool is_direction_override(char32_t c) {
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

std::string shortened(std::string name, std::size_t most) {
    if (name.size() <= most) return name;
    auto dot = name.rfind('.');
    std::string ending = dot != std::string::npos && name.size() - dot <= 10 ? name.substr(dot) : "";
    name.resize(most - ending.size());
    while (!is_utf8(name)) name.pop_back();
    return trimmed(name) + ending;
}

}  // namespace

std::string trimmed(std::string_view text) {
    auto first = text.find_first_not_of(white_space);
    if (first == std::string_view::npos) return {};
    return std::string(text.substr(first, text.find_last_not_of(white_space) - first + 1));
}

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        auto point = first_code_point(text);
        if (!point) return false;
        text.remove_prefix(point->bytes);
    }
    return true;
}

std::size_t character_count(std::string_view utf8) {
    return static_cast<std::size_t>(
        std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

Result<std::string> parse_line(std::string_view typed, std::size_t most, std::string_view field) {
    auto text = trimmed(typed);
    if (!is_utf8(text)) return fail(Errc::invalid, "The text is not valid UTF-8.", std::string(field));
    for (std::string_view rest = text; !rest.empty();) {
        auto point = *first_code_point(rest);
        if (is_control(point.value))
            return fail(Errc::invalid, "The text holds control characters.", std::string(field));
        rest.remove_prefix(point.bytes);
    }
    if (character_count(text) > most)
        return fail(Errc::invalid, "The text is longer than " + std::to_string(most) + " characters.",
                    std::string(field));
    return text;
}

std::string clean_file_name(std::string_view given) {
    if (auto slash = given.find_last_of("/\\"); slash != std::string_view::npos)
        given.remove_prefix(slash + 1);
    std::string name;
    while (!given.empty()) {
        auto point = first_code_point(given);
        if (point && !is_control(point->value) && !is_direction_override(point->value))
            name += given.substr(0, point->bytes);
        given.remove_prefix(point ? point->bytes : 1);
    }
    name = shortened(trimmed(name), 200);
    if (name.find_first_not_of('.') == std::string::npos) return "photo";
    return name;
}

std::string percent_encoded(std::string_view text, std::string_view unchanged) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    constexpr std::string_view unreserved =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    std::string url;
    for (char c : text) {
        auto byte = static_cast<unsigned char>(c);
        if (unreserved.find(c) != std::string_view::npos || unchanged.find(c) != std::string_view::npos)
            url += c;
        else
            url.append({'%', digits[byte >> 4], digits[byte & 0x0F]});
    }
    return url;
}

}  // namespace snapory
