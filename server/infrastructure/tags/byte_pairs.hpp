#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <istream>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace snapory {

// Cuts a text into the tokens of CLIP and its kin: the bytes of each word, of which the pairs that a list of
// merges names become one, the earliest named first. Immutable once made, so that any thread may read it.
class BytePairs {
public:
    // A line is a pair, "t h" or "e r</w>", where </w> ends a word; one that tells the #version: is passed
    // over. Throws std::invalid_argument when a line is no pair, or has what no line before it made.
    explicit BytePairs(std::istream& merges);

    // Between the tokens that begin and end every text, which are the last two numbers of all; at most
    // `most`, 2 or more, of which a longer text loses its end. Without case. Nothing but those two when it is
    // no UTF-8.
    std::vector<std::int64_t> tokens(std::string_view text, std::size_t most) const;

private:
    void add(const std::string& line);
    std::int64_t begin() const { return static_cast<std::int64_t>(ids_.size()); }
    void append_word(std::string_view word, std::vector<std::int64_t>& tokens) const;
    std::size_t rank(const std::string& left, const std::string& right) const;

    std::array<std::string, 256> symbols_;                // how the list writes each byte
    std::unordered_map<std::string, std::int64_t> ids_;   // of symbols, and of what merges make
    std::unordered_map<std::string, std::size_t> ranks_;  // of lines
};

}  // namespace snapory
