#include "infrastructure/redis/resp.hpp"

#include <gtest/gtest.h>

namespace snapory {
namespace {

using Kind = RespValue::Kind;

RespValue text(std::string content) { return {Kind::text, std::move(content), 0, {}}; }
RespValue error(std::string content) { return {Kind::error, std::move(content), 0, {}}; }
RespValue integer(std::int64_t number) { return {Kind::integer, "", number, {}}; }
RespValue array(std::vector<RespValue> items) { return {Kind::array, "", 0, std::move(items)}; }

std::vector<RespValue> parse(std::string_view bytes, std::size_t piece = SIZE_MAX) {
    RespParser parser;
    std::vector<RespValue> values;
    while (!bytes.empty()) {
        parser.feed(bytes.substr(0, piece));
        bytes.remove_prefix(std::min(piece, bytes.size()));
        while (auto value = parser.next()) values.push_back(*value);
    }
    return values;
}

TEST(RespParser, ReadsEveryKindOfValueHoweverItIsCut) {
    const std::string_view bytes =
        "+OK\r\n-ERR no\r\n:-42\r\n$5\r\na\r\nbc\r\n$0\r\n\r\n$-1\r\n*-1\r\n*0\r\n"
        "*3\r\n:1\r\n*2\r\n+a\r\n*0\r\n$1\r\nb\r\n+after\r\n";
    const std::vector<RespValue> values{text("OK"),
                                        error("ERR no"),
                                        integer(-42),
                                        text("a\r\nbc"),
                                        text(""),
                                        {},
                                        {},
                                        array({}),
                                        array({integer(1), array({text("a"), array({})}), text("b")}),
                                        text("after")};
    for (std::size_t piece : {SIZE_MAX, std::size_t{1}, std::size_t{2}, std::size_t{7}})
        EXPECT_EQ(parse(bytes, piece), values) << piece;
}

TEST(RespParser, WaitsForTheRest) {
    for (const auto* bytes : {"", "+", "+OK", "+OK\r", "$5\r\nabc", "$3\r\nabc\r", "*2\r\n:1\r\n", "*1\r\n"})
        EXPECT_TRUE(parse(bytes).empty()) << bytes;
}

TEST(RespParser, RefusesWhatIsNotOfTheProtocol) {
    for (const auto* bytes :
         {"\r\n", "?\r\n", "OK\r\n", ":\r\n", ":1x\r\n", ":99999999999999999999\r\n", "$-2\r\n", "$x\r\n",
          "$3\r\nabcd\r\n", "*-2\r\n", "*1x\r\n", "$99999999999\r\n", "*99999999999\r\n", "%1\r\n"})
        EXPECT_THROW(parse(bytes), MalformedResp) << bytes;
}

TEST(RespParser, RefusesWhatIsTooLarge) {
    std::string nested;
    for (int depth = 0; depth < 9; ++depth) nested += "*1\r\n";
    EXPECT_THROW(parse(nested), MalformedResp);
    EXPECT_THROW(parse("+" + std::string(70'000, 'a')), MalformedResp);
    std::string halves = "*2\r\n";
    for (int half = 0; half < 2; ++half) halves += "$9000000\r\n" + std::string(9'000'000, 'a') + "\r\n";
    EXPECT_THROW(parse(halves), MalformedResp);
    std::string many = "*262144\r\n";
    for (int item = 0; item < 262'144; ++item) many += "*0\r\n";
    EXPECT_THROW(parse(many), MalformedResp);
}

TEST(EncodeCommand, CountsBytes) {
    EXPECT_EQ(encode_command(std::vector<std::string>{"SET", "", "a\r\nb"}),
              "*3\r\n$3\r\nSET\r\n$0\r\n\r\n$4\r\na\r\nb\r\n");
}

}  // namespace
}  // namespace snapory
