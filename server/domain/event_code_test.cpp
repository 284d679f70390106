#include "domain/event_code.hpp"

#include <gtest/gtest.h>

#include <array>
#include <numeric>

namespace snapory {
namespace {

TEST(EventCode, IsMadeOfTenCharactersOfItsAlphabet) {
    std::array<unsigned char, 32> bytes{};
    std::iota(bytes.begin(), bytes.end(), static_cast<unsigned char>(0));
    EXPECT_EQ(event_code_from(bytes)->text(), std::string(event_code_alphabet.substr(0, 10)));
}

TEST(EventCode, SkipsBytesThatWouldFavourSomeCharacters) {
    constexpr auto whole = 256 / event_code_alphabet.size() * event_code_alphabet.size();
    std::array<unsigned char, 12> bytes{};
    bytes[0] = static_cast<unsigned char>(whole);
    bytes[1] = 255;
    EXPECT_EQ(event_code_from(bytes)->text(), std::string(10, event_code_alphabet[0]));
    EXPECT_FALSE(event_code_from(std::span(bytes).first(11)));
}

TEST(EventCode, IsReadAsPeopleTypeIt) {
    for (const auto* typed : {"K7M2P9Q4XW", "k7m2p9q4xw", "K7M2-P9Q4-XW", " k7m2 p9q4 xw "})
        EXPECT_EQ(parse_event_code(typed), EventCode("K7M2P9Q4XW")) << typed;
}

TEST(EventCode, IsNothingElse) {
    for (const auto* typed :
         {"", "K7M2P9Q4X", "K7M2P9Q4XWW", "K7M2P9Q4X0", "K7M2P9Q4XO", "K7M2P9Q4X/", "K7M2P9Q4Xü"})
        EXPECT_FALSE(parse_event_code(typed)) << typed;
}

}  // namespace
}  // namespace snapory
