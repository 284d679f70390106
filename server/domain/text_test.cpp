#include "domain/text.hpp"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace snapory {
namespace {

using namespace std::string_literals;

TEST(Text, IsUtf8OrNot) {
    const std::vector<std::pair<std::string, bool>> table{
        {"", true},
        {"plain", true},
        {"ä€😀", true},
        {"\xC0\xAF", false},          // overlong
        {"\xE0\x80\xAF", false},      // overlong
        {"\xED\xA0\x80", false},      // a surrogate
        {"\xF4\x90\x80\x80", false},  // past U+10FFFF
        {"\xC3", false},              // cut off
        {"\x80", false},
        {"\xFF", false},
    };
    for (const auto& [text, valid] : table) EXPECT_EQ(is_utf8(text), valid) << text;
}

TEST(Text, CountsCharactersNotBytes) {
    EXPECT_EQ(character_count("ä€😀"), 3U);
    EXPECT_EQ(character_count(""), 0U);
}

TEST(Text, LineIsTrimmedAndHasNoControls) {
    EXPECT_EQ(parse_line(" \t Ada \r\n", 10, "name"), "Ada");
    EXPECT_EQ(parse_line("", 10, "name"), "");
    for (const std::string& typed :
         {"a\nb"s, "a\0b"s, "a\x7F"s, "a\xC2\x85z"s, "a\xE2\x80\xA8z"s, "\xFF"s, "12345678901"s}) {
        auto parsed = parse_line(typed, 10, "name");
        ASSERT_FALSE(parsed) << typed;
        EXPECT_EQ(parsed.error().code, Errc::invalid);
        EXPECT_EQ(parsed.error().field, "name");
    }
}

TEST(FileName, IsMadeHarmless) {
    const std::vector<std::pair<std::string, std::string>> table{
        {"IMG_1.JPG", "IMG_1.JPG"},
        {"../../etc/passwd", "passwd"},
        {"C:\\photos\\a.jpg", "a.jpg"},
        {"/", "photo"},
        {"", "photo"},
        {"..", "photo"},
        {"...", "photo"},
        {" a.jpg ", "a.jpg"},
        {"a\r\nSet-Cookie: x.jpg", "aSet-Cookie: x.jpg"},
        {"a\0b.jpg"s, "ab.jpg"},
        {"photo\u202Egpj.exe", "photogpj.exe"},
        {"a\xFF\xC3.jpg", "a.jpg"},
        {"Süß 😀.heic", "Süß 😀.heic"},
    };
    for (const auto& [given, cleaned] : table) EXPECT_EQ(clean_file_name(given), cleaned) << given;
}

TEST(FileName, KeepsItsEndingWhenItIsCut) {
    auto name = clean_file_name(std::string(300, 'x') + ".jpeg");
    EXPECT_EQ(name.size(), 200U);
    EXPECT_TRUE(name.ends_with("x.jpeg"));
    EXPECT_EQ(clean_file_name(std::string(190, 'x') + std::string(100, ' ') + "y.jpeg"),
              std::string(190, 'x') + ".jpeg");
    auto wide = clean_file_name("x" + std::string(100, 'x') + std::string("ä") + std::string(200, 'y'));
    EXPECT_LE(wide.size(), 200U);
    EXPECT_TRUE(
        is_utf8(clean_file_name(std::string(99, 'x') + "äääääääääääääääääääääääääääääääääääääääääääääääääääää"
                                                       "ääääääääääääääääääääääääääääääääää.jpg")));
}

TEST(Text, IsPercentEncodedForUrls) {
    EXPECT_EQ(percent_encoded("aZ09-._~"), "aZ09-._~");
    EXPECT_EQ(percent_encoded("a b/ä\n%"), "a%20b%2F%C3%A4%0A%25");
    EXPECT_EQ(percent_encoded("a b/c", "/"), "a%20b/c");
    EXPECT_EQ(percent_encoded(std::string_view("\0\xFF", 2)), "%00%FF");
}

}  // namespace
}  // namespace snapory
