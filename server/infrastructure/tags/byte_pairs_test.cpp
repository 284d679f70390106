#include "infrastructure/tags/byte_pairs.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace snapory {
namespace {

using Tokens = std::vector<std::int64_t>;

constexpr std::size_t many = 77;
constexpr std::int64_t first_merge = 512;

BytePairs of(const std::string& merges) {
    std::istringstream lines(merges);
    return BytePairs(lines);
}

// CLIP's numbers of a byte that is printed as itself, within a word and at its end.
std::int64_t inside(char letter) { return letter - '!'; }
std::int64_t last(char letter) { return inside(letter) + 256; }

// What a text becomes without any merges, between the tokens that begin and end it.
Tokens plain(const std::string& text) {
    auto tokens = of("").tokens(text, many);
    EXPECT_EQ(tokens.front(), first_merge);
    EXPECT_EQ(tokens.back(), first_merge + 1);
    return {tokens.begin() + 1, tokens.end() - 1};
}

TEST(BytePairs, HaveTheNumbersOfClip) {
    EXPECT_EQ(inside('!'), 0);
    EXPECT_EQ(last('a'), 320) << "as in 49406, 320, 1125, 539, 320, 2368, 49407 for a photo of a cat";
    EXPECT_EQ(plain("a"), Tokens{320});
}

TEST(BytePairs, AreJoinedEarliestFirst) {
    const auto pairs = of("\"bpe.txt#version: 0.2\nt h\nth e</w>\na t\r\n");
    const std::int64_t begin = first_merge + 3;
    EXPECT_EQ(pairs.tokens("the that", many), (Tokens{begin, 513, 512, inside('a'), last('t'), begin + 1}));
    EXPECT_EQ(pairs.tokens("ath", many), (Tokens{begin, 514, last('h'), begin + 1}))
        << "a letter at the end of a word is another one";
    EXPECT_EQ(pairs.tokens("atha", many), (Tokens{begin, inside('a'), 512, last('a'), begin + 1}));
    EXPECT_EQ(pairs.tokens("thath", many), (Tokens{begin, 512, 514, last('h'), begin + 1}));
}

TEST(BytePairs, CutATextAsClipDoes) {
    EXPECT_EQ(plain("  A\tb!? 12"),
              (Tokens{last('a'), last('b'), inside('!'), last('?'), last('1'), last('2')}));
    EXPECT_EQ(plain("i'm"), (Tokens{last('i'), inside('\''), last('m')}));
    EXPECT_EQ(plain("i'mx"), (Tokens{last('i'), inside('\''), last('m'), last('x')}));
    EXPECT_EQ(plain("!'s"), (Tokens{inside('!'), last('\''), last('s')}));
    EXPECT_EQ(plain("a<|endoftext|>"),
              (Tokens{last('a'), inside('<'), last('|'), inside('e'), inside('n'), inside('d'), inside('o'),
                      inside('f'), inside('t'), inside('e'), inside('x'), last('t'), inside('|'), last('>')}))
        << "what somebody types ends no text";
}

TEST(BytePairs, ReadLettersOfAnyScriptByTheirBytes) {
    // C3 BC: 94 bytes that are printed as themselves come before A1, and 12 more before AE.
    const Tokens u_umlaut{94 + 12 + (0xC3 - 0xAE), 256 + 94 + 12 + (0xBC - 0xAE)};
    EXPECT_EQ(plain("\u00DC"), u_umlaut);
    EXPECT_EQ(plain("U\u0308"), u_umlaut) << "of two characters";
    EXPECT_EQ(plain("\u7D50\u5A5A").size(), 6U);
    EXPECT_EQ(plain(std::string(1, '\0') + "a").size(), 2U);
}

TEST(BytePairs, OfWhatIsNoTextAreNone) {
    for (const char* text : {"", "  \n", "\xFF", "a\xC3"}) EXPECT_EQ(plain(text), Tokens{}) << text;
}

TEST(BytePairs, KeepTheEndOfALongText) {
    const auto tokens = of("").tokens(std::string(1000, 'a'), 5);
    EXPECT_EQ(tokens, (Tokens{first_merge, inside('a'), inside('a'), inside('a'), first_merge + 1}));
}

TEST(BytePairs, RefuseWhatIsNoPair) {
    for (const char* lines : {"single", "a b c", " b", "a ", "ab c", "a b\na b"})
        EXPECT_THROW(of(lines), std::invalid_argument) << lines;
}

}  // namespace
}  // namespace snapory
