#include "infrastructure/tags/byte_pairs.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <memory>
#include <optional>
#include <stdexcept>
#include <tuple>
#include <utility>

namespace snapory {
namespace {

constexpr std::string_view word_end = "</w>";
constexpr std::size_t unmerged = std::numeric_limits<std::size_t>::max();

struct Free {
    void operator()(utf8proc_uint8_t* text) const { std::free(text); }
};

std::string utf8(utf8proc_int32_t character) {
    std::array<utf8proc_uint8_t, 4> bytes{};
    const auto length = utf8proc_encode_char(character, bytes.data());
    return {bytes.begin(), bytes.begin() + length};
}

bool is_printed_as_itself(unsigned byte) {
    return (byte >= '!' && byte <= '~') || (byte >= 0xA1 && byte <= 0xAC) || byte >= 0xAE;
}

enum class Kind : std::uint8_t { space, letter, digit, other };

Kind kind_of(utf8proc_int32_t character) {
    if (character == ' ' || (character >= '\t' && character <= '\r')) return Kind::space;
    switch (utf8proc_category(character)) {
        case UTF8PROC_CATEGORY_LU:
        case UTF8PROC_CATEGORY_LL:
        case UTF8PROC_CATEGORY_LT:
        case UTF8PROC_CATEGORY_LM:
        case UTF8PROC_CATEGORY_LO: return Kind::letter;
        case UTF8PROC_CATEGORY_ND:
        case UTF8PROC_CATEGORY_NL:
        case UTF8PROC_CATEGORY_NO: return Kind::digit;
        case UTF8PROC_CATEGORY_ZS:
        case UTF8PROC_CATEGORY_ZL:
        case UTF8PROC_CATEGORY_ZP: return Kind::space;
        default: return Kind::other;
    }
}

// Composed and in lower case; empty when it is no UTF-8.
std::string plain(std::string_view text) {
    // NOLINTNEXTLINE(clang-analyzer-optin.core.EnumCastOutOfRange): these are flags
    constexpr auto composed = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    const auto lower = [](utf8proc_int32_t character, void*) { return utf8proc_tolower(character); };
    utf8proc_uint8_t* raw = nullptr;
    const auto length =
        utf8proc_map_custom(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                            static_cast<utf8proc_ssize_t>(text.size()), &raw, composed, lower, nullptr);
    const std::unique_ptr<utf8proc_uint8_t, Free> owned(raw);
    return length < 0 ? ""
                      : std::string(reinterpret_cast<const char*>(raw), static_cast<std::size_t>(length));
}

// The English endings that are words of their own, as the "'s" of "bride's".
std::size_t ending_at(std::string_view text) {
    for (const std::string_view ending : {"'s", "'t", "'re", "'ve", "'m", "'ll", "'d"})
        if (text.starts_with(ending)) return ending.size();
    return 0;
}

// How much of the text is of one kind, and which: a run of letters, one digit, or a run of what is neither.
// The text must be UTF-8, and not empty.
std::pair<std::size_t, Kind> run_at(std::string_view text) {
    std::optional<Kind> kind;
    std::size_t length = 0;
    while (length < text.size() && kind != Kind::digit) {
        utf8proc_int32_t character = 0;
        const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + length;
        const auto size =
            utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size() - length), &character);
        if (kind && *kind != kind_of(character)) break;
        kind = kind_of(character);
        length += static_cast<std::size_t>(size);
    }
    return {length, *kind};
}

std::vector<std::string_view> words_in(std::string_view text) {
    std::vector<std::string_view> words;
    while (!text.empty()) {
        auto length = ending_at(text);
        auto kind = Kind::letter;
        if (length == 0) std::tie(length, kind) = run_at(text);
        if (kind != Kind::space) words.push_back(text.substr(0, length));
        text.remove_prefix(length);
    }
    return words;
}

}  // namespace

BytePairs::BytePairs(std::istream& merges) {
    // The numbers are those of CLIP: bytes that are printed as themselves come before those that are not.
    std::int64_t next = 0;
    const auto number = [&](unsigned byte, utf8proc_int32_t written) {
        symbols_.at(byte) = utf8(written);
        ids_[symbols_.at(byte)] = next;
        ids_[symbols_.at(byte) + std::string(word_end)] = next + 256;
        ++next;
    };
    for (unsigned byte = 0; byte < 256; ++byte)
        if (is_printed_as_itself(byte)) number(byte, static_cast<utf8proc_int32_t>(byte));
    utf8proc_int32_t stand_in = 256;
    for (unsigned byte = 0; byte < 256; ++byte)
        if (!is_printed_as_itself(byte)) number(byte, stand_in++);
    for (std::string line; std::getline(merges, line);) {
        if (line.ends_with('\r')) line.pop_back();
        if (!line.empty() && line.find("#version:") == std::string::npos) add(line);
    }
}

void BytePairs::add(const std::string& line) {
    const auto space = line.find(' ');
    const bool is_pair = space != std::string::npos && ids_.contains(line.substr(0, space)) &&
                         ids_.contains(line.substr(space + 1));
    const auto joined = is_pair ? line.substr(0, space) + line.substr(space + 1) : "";
    if (!is_pair || !ids_.emplace(joined, begin()).second)
        throw std::invalid_argument("has the line \"" + line + "\", which joins no two tokens to a new one");
    ranks_.emplace(line, ranks_.size());
}

std::vector<std::int64_t> BytePairs::tokens(std::string_view text, std::size_t most) const {
    std::vector<std::int64_t> tokens{begin()};
    const std::string lower = plain(text);
    for (const auto word : words_in(lower)) append_word(word, tokens);
    tokens.resize(std::min(tokens.size(), most - 1));
    tokens.push_back(begin() + 1);
    return tokens;
}

std::size_t BytePairs::rank(const std::string& left, const std::string& right) const {
    const auto found = ranks_.find(left + " " + right);
    return found == ranks_.end() ? unmerged : found->second;
}

void BytePairs::append_word(std::string_view word, std::vector<std::int64_t>& tokens) const {
    std::vector<std::string> pieces;
    for (const char byte : word) pieces.push_back(symbols_.at(static_cast<unsigned char>(byte)));
    pieces.back() += word_end;
    for (;;) {
        std::size_t first = 0, best = unmerged;
        for (std::size_t at = 0; at + 1 < pieces.size(); ++at) {
            const auto here = rank(pieces[at], pieces[at + 1]);
            if (here < best) first = at;
            best = std::min(best, here);
        }
        if (best == unmerged) break;
        pieces[first] += pieces[first + 1];
        pieces.erase(pieces.begin() + static_cast<std::ptrdiff_t>(first) + 1);
    }
    for (const auto& piece : pieces) tokens.push_back(ids_.at(piece));
}

}  // namespace snapory
