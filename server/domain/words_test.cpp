#include "domain/words.hpp"

#include <gtest/gtest.h>

namespace snapory {
namespace {

using Words = std::vector<std::string>;

TEST(WordsTest, AreComparedWithoutCaseAccentsAndSigns) {
    const std::pair<std::string, Words> cases[] = {
        {"", {}},
        {" -_.!", {}},
        {"IMG_0012.JPG", {"0012", "img", "jpg"}},
        {"Zoë_Müller-2.JPG", {"2", "jpg", "muller", "zoe"}},
        {"Straße", {"strasse"}},
        {"İstanbul'da", {"da", "istanbul"}},
        {"the cake, the Cake", {"cake", "the"}},
        {"ﬁrst", {"first"}},
        {"هُنا", {"هنا"}},
        {"😀 party", {"party"}},
        {"婚礼照片", {"婚礼照片"}},
    };
    for (const auto& [text, words] : cases) EXPECT_EQ(words_of(text), words) << text;
}

TEST(WordsTest, OfWhatIsNoTextAreNone) { EXPECT_EQ(words_of("a \xff b"), Words{}); }

}  // namespace
}  // namespace snapory
