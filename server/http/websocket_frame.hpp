#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace snapory::http {

enum class Opcode : std::uint8_t { continuation = 0, text = 1, binary = 2, close = 8, ping = 9, pong = 10 };

// Close codes of RFC 6455, 7.4.1, that are sent here.
namespace close_code {
constexpr std::uint16_t normal = 1000;
constexpr std::uint16_t going_away = 1001;
constexpr std::uint16_t protocol_error = 1002;
constexpr std::uint16_t unsupported = 1003;
constexpr std::uint16_t none_given = 1005;  // never on the wire
constexpr std::uint16_t vanished = 1006;    // never on the wire
constexpr std::uint16_t bad_text = 1007;
constexpr std::uint16_t too_big = 1009;
constexpr std::uint16_t fault = 1011;
constexpr std::uint16_t try_again_later = 1013;
}  // namespace close_code

// True for 16 bytes in base64.
bool is_websocket_key(std::string_view key);
// The answer to a Sec-WebSocket-Key.
std::string websocket_accept(std::string_view key);
bool is_utf8(std::string_view text);

// The head of an unmasked, final frame, as a server sends it.
std::string frame_head(Opcode opcode, std::size_t payload_size);
// A whole control frame; the payload is at most 125 bytes.
std::string control_frame(Opcode opcode, std::string_view payload);
std::string close_payload(std::uint16_t code, std::string_view reason);
// The code in a close frame's payload: none_given when it is empty, protocol_error when it is malformed.
std::uint16_t close_code_of(std::string_view payload);

struct Message {
    Opcode opcode;  // text, close, ping or pong
    std::string payload;
};

// Puts a client's frames together, however they are cut (RFC 6455, 5).
class FrameReader {
public:
    explicit FrameReader(std::size_t max_message) : max_message_(max_message) {}

    // Appends what has become whole. A code other than 0 says why the connection must close.
    std::uint16_t read(std::span<const std::byte> bytes, std::vector<Message>& messages);

private:
    std::uint16_t begin_frame();
    std::uint16_t check_frame() const;
    std::uint16_t end_frame(std::vector<Message>& messages);
    std::size_t head_size() const;
    bool is_masked() const { return (head_[1] & 0x80U) != 0; }
    bool is_control() const { return static_cast<std::uint8_t>(opcode_) >= 8; }
    void take_payload(std::span<const std::byte>& bytes);

    std::size_t max_message_;
    std::array<std::uint8_t, 14> head_{};
    std::size_t head_filled_ = 0;
    bool in_payload_ = false;
    bool final_ = false;
    bool fragmented_ = false;  // a text message has begun and not ended
    Opcode opcode_ = Opcode::text;
    std::uint64_t left_ = 0;     // of the payload
    std::uint64_t mask_at_ = 0;  // bytes of the payload unmasked so far
    std::string text_;           // of the message
    std::string control_;        // a control frame may come between two fragments
};

}  // namespace snapory::http
