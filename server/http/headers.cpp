#include "http/headers.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <stdexcept>

namespace snapory::http {
namespace {

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

constexpr std::array<bool, 256> token_characters = [] {
    std::array<bool, 256> table{};
    for (unsigned c = '0'; c <= '9'; ++c) table[c] = true;
    for (unsigned c = 'a'; c <= 'z'; ++c) table[c] = table[c - 0x20] = true;
    for (const char c : std::string_view("!#$%&'*+-.^_`|~")) table[static_cast<unsigned char>(c)] = true;
    return table;
}();

bool is_token(std::string_view text) {
    return !text.empty() &&
           std::ranges::all_of(text, [](char c) { return token_characters[static_cast<unsigned char>(c)]; });
}

bool is_field_value(std::string_view text) {
    return std::ranges::none_of(text, [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

}  // namespace

bool same_name(std::string_view left, std::string_view right) {
    return left.size() == right.size() &&
           std::ranges::equal(left, right, [](char a, char b) { return lower(a) == lower(b); });
}

void Headers::add(std::string_view name, std::string_view value) {
    if (!is_token(name) || !is_field_value(value)) throw std::invalid_argument("not a header field");
    entries_.push_back({.name = static_cast<std::uint32_t>(text_.size()),
                        .name_size = static_cast<std::uint32_t>(name.size()),
                        .value_size = static_cast<std::uint32_t>(value.size())});
    text_.append(name).append(value);
}

void Headers::set(std::string_view name, std::string_view value) {
    remove(name);
    add(name, value);
}

void Headers::remove(std::string_view name) {
    std::erase_if(entries_, [&](const Entry& entry) {
        return same_name(std::string_view(text_).substr(entry.name, entry.name_size), name);
    });
}

void Headers::clear() {
    text_.clear();
    entries_.clear();
}

std::optional<std::string_view> Headers::find(std::string_view name) const {
    for (std::size_t i = 0; i < size(); ++i) {
        const Field field = (*this)[i];
        if (same_name(field.name, name)) return field.value;
    }
    return std::nullopt;
}

std::size_t Headers::count(std::string_view name) const {
    std::size_t found = 0;
    for (std::size_t i = 0; i < size(); ++i) found += same_name((*this)[i].name, name) ? 1 : 0;
    return found;
}

Headers::Field Headers::operator[](std::size_t index) const {
    const Entry& entry = entries_[index];
    const std::string_view text = text_;
    return {.name = text.substr(entry.name, entry.name_size),
            .value = text.substr(entry.name + entry.name_size, entry.value_size)};
}

}  // namespace snapory::http
