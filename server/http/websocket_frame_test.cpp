#include "http/websocket_frame.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace snapory::http {
namespace {

// A client's frame.
std::string frame(unsigned first, std::string_view payload, bool masked = true) {
    std::string head = frame_head(Opcode::text, payload.size());
    head[0] = static_cast<char>(first);
    if (masked) head[1] = static_cast<char>(static_cast<unsigned char>(head[1]) | 0x80U);
    const std::string mask = "\x12\x34\x56\x78";
    if (masked) head += mask;
    for (std::size_t i = 0; i < payload.size(); ++i)
        head.push_back(static_cast<char>(payload[i] ^ (masked ? mask[i % mask.size()] : 0)));
    return head;
}

constexpr unsigned fin = 0x80;
unsigned whole(Opcode opcode) { return fin | static_cast<unsigned>(opcode); }

std::pair<std::vector<std::string>, std::uint16_t> read(std::string_view bytes, std::size_t cut = 0) {
    FrameReader reader(100);
    std::vector<Message> messages;
    std::uint16_t code = reader.read(std::as_bytes(std::span(bytes.substr(0, cut))), messages);
    if (code == 0) code = reader.read(std::as_bytes(std::span(bytes.substr(cut))), messages);
    std::vector<std::string> texts;
    for (const Message& message : messages)
        texts.push_back(std::to_string(static_cast<int>(message.opcode)) + ' ' + message.payload);
    return {texts, code};
}

TEST(WebSocketFrames, ArePutTogetherHoweverTheyAreCut) {
    const std::string bytes = frame(whole(Opcode::text), "hello") + frame(1, "wi") +
                              frame(whole(Opcode::ping), "p") + frame(fin, "de") +
                              frame(whole(Opcode::text), "") + frame(whole(Opcode::close), "");
    const std::vector<std::string> expected = {"1 hello", "9 p", "1 wide", "1 ", "8 "};
    for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
        const auto [texts, code] = read(bytes, cut);
        EXPECT_EQ(code, 0) << cut;
        EXPECT_EQ(texts, expected) << cut;
    }
}

TEST(WebSocketFrames, ThatBreakTheProtocolAreRefused) {
    struct Row {
        const char* what;
        std::string bytes;
        std::uint16_t code;
    };
    const std::vector<Row> table = {
        {"unmasked", frame(whole(Opcode::text), "a", false), 1002},
        {"reserved bit", frame(0xC1, "a"), 1002},
        {"unknown opcode", frame(0x83, "a"), 1002},
        {"unknown control", frame(0x8B, "a"), 1002},
        {"binary", frame(whole(Opcode::binary), "a"), 1003},
        {"continuation of nothing", frame(fin, "a"), 1002},
        {"text within a message", frame(1, "a") + frame(1, "b"), 1002},
        {"fragmented control", frame(9, "a"), 1002},
        {"long control", frame(whole(Opcode::ping), std::string(126, 'a')), 1002},
        {"long message", frame(whole(Opcode::text), std::string(101, 'a')), 1009},
        {"long in fragments", frame(1, std::string(60, 'a')) + frame(0, std::string(41, 'a')), 1009},
        {"bad UTF-8", frame(whole(Opcode::text), "\xC3\x28"), 1007},
    };
    for (const Row& row : table) EXPECT_EQ(read(row.bytes).second, row.code) << row.what;
}

TEST(WebSocketFrames, HaveTheShortestLength) {
    EXPECT_EQ(frame_head(Opcode::text, 125), std::string("\x81\x7d"));
    EXPECT_EQ(frame_head(Opcode::text, 126), std::string("\x81\x7e\x00\x7e", 4));
    EXPECT_EQ(frame_head(Opcode::text, 65536), std::string("\x81\x7f\0\0\0\0\0\x01\0\0", 10));
}

TEST(WebSocketKey, IsAnsweredAsTheStandardShows) {
    EXPECT_EQ(websocket_accept("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    EXPECT_TRUE(is_websocket_key("dGhlIHNhbXBsZSBub25jZQ=="));
    for (const char* bad : {"", "short", "dGhlIHNhbXBsZSBub25jZQAA", "dGhlIHNhbXBs!SBub25jZQ=="})
        EXPECT_FALSE(is_websocket_key(bad)) << bad;
}

TEST(CloseCode, IsReadFromThePayload) {
    EXPECT_EQ(close_code_of(""), 1005);
    EXPECT_EQ(close_code_of("x"), 1002);
    EXPECT_EQ(close_code_of(close_payload(1000, "bye")), 1000);
    EXPECT_EQ(close_code_of(close_payload(4000, "")), 4000);
    EXPECT_EQ(close_code_of(close_payload(1005, "")), 1002);
    EXPECT_EQ(close_code_of(close_payload(1006, "")), 1002);
    EXPECT_EQ(close_code_of(close_payload(999, "")), 1002);
}

TEST(Utf8, IsCheckedAsUnicodeSays) {
    for (const char* good : {"", "a", "é", "€", "😀", "\xED\x9F\xBF", "\xF4\x8F\xBF\xBF"})
        EXPECT_TRUE(is_utf8(good)) << good;
    for (const char* bad : {"\x80", "\xC0\xAF", "\xC3", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF0\x80\x80\xAF",
                            "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE2\x82"})
        EXPECT_FALSE(is_utf8(bad)) << bad;
}

}  // namespace
}  // namespace snapory::http
