#include "http/websocket_frame.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <utility>

namespace snapory::http {
namespace {

constexpr std::size_t longest_control = 125;
constexpr std::size_t mask_size = 4;

unsigned char at(std::string_view text, std::size_t index) { return static_cast<unsigned char>(text[index]); }

bool is_continuation(std::string_view text, std::size_t index) {
    return index < text.size() && (at(text, index) & 0xC0U) == 0x80U;
}

// The length of the well-formed sequence at this place (Unicode, table 3-7), or 0.
std::size_t utf8_sequence(std::string_view text, std::size_t i) {
    const unsigned char lead = at(text, i);
    if (lead < 0x80) return 1;
    const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4) return 0;
    for (std::size_t k = 1; k < size; ++k)
        if (!is_continuation(text, i + k)) return 0;
    const unsigned char second = at(text, i + 1);
    const bool overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
    const bool surrogate = lead == 0xED && second > 0x9F;
    const bool beyond = lead == 0xF4 && second > 0x8F;
    return overlong || surrogate || beyond ? 0 : size;
}

std::string base64(std::span<const unsigned char> bytes) {
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');  // EVP_EncodeBlock ends with NUL
    EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes.data(),
                    static_cast<int>(bytes.size()));
    text.pop_back();
    return text;
}

}  // namespace

bool is_websocket_key(std::string_view key) {
    std::array<unsigned char, 24> decoded{};
    return key.size() == 24 && key.ends_with("==") &&
           EVP_DecodeBlock(decoded.data(), reinterpret_cast<const unsigned char*>(key.data()), 24) == 18;
}

std::string websocket_accept(std::string_view key) {
    const std::string text = std::string(key) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    std::array<unsigned char, 20> digest{};
    EVP_Digest(text.data(), text.size(), digest.data(), nullptr, EVP_sha1(), nullptr);
    return base64(digest);
}

bool is_utf8(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t size = utf8_sequence(text, i);
        if (size == 0) return false;
        i += size;
    }
    return true;
}

std::string frame_head(Opcode opcode, std::size_t payload_size) {
    std::string head(1, static_cast<char>(0x80U | static_cast<std::uint8_t>(opcode)));
    std::size_t size_bytes = 0;
    if (payload_size <= longest_control) {
        head.push_back(static_cast<char>(payload_size));
    } else {
        size_bytes = payload_size <= 0xFFFF ? 2 : 8;
        head.push_back(static_cast<char>(size_bytes == 2 ? 126 : 127));
    }
    for (std::size_t i = size_bytes; i-- > 0;) head.push_back(static_cast<char>(payload_size >> (8 * i)));
    return head;
}

std::string control_frame(Opcode opcode, std::string_view payload) {
    return frame_head(opcode, payload.size()).append(payload);
}

std::string close_payload(std::uint16_t code, std::string_view reason) {
    std::string payload{static_cast<char>(code >> 8U), static_cast<char>(code & 0xFFU)};
    return payload.append(reason.substr(0, longest_control - payload.size()));
}

std::uint16_t close_code_of(std::string_view payload) {
    if (payload.empty()) return close_code::none_given;
    if (payload.size() < 2 || !is_utf8(payload.substr(2))) return close_code::protocol_error;
    const auto code = static_cast<std::uint16_t>(at(payload, 0) << 8U | at(payload, 1));
    const bool defined = (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014);
    return defined || (code >= 3000 && code <= 4999) ? code : close_code::protocol_error;
}

std::uint16_t FrameReader::read(std::span<const std::byte> bytes, std::vector<Message>& messages) {
    while (true) {
        while (!in_payload_ && head_filled_ < head_size()) {
            if (bytes.empty()) return 0;
            head_[head_filled_++] = std::to_integer<std::uint8_t>(bytes.front());
            bytes = bytes.subspan(1);
        }
        if (!in_payload_)
            if (const auto code = begin_frame(); code != 0) return code;
        take_payload(bytes);
        if (left_ > 0) return 0;
        if (const auto code = end_frame(messages); code != 0) return code;
    }
}

std::size_t FrameReader::head_size() const {
    if (head_filled_ < 2) return 2;
    const unsigned length = head_[1] & 0x7FU;
    return 2 + (length == 127 ? 8 : length == 126 ? 2 : 0) + (is_masked() ? mask_size : 0);
}

std::uint16_t FrameReader::begin_frame() {
    final_ = (head_[0] & 0x80U) != 0;
    opcode_ = static_cast<Opcode>(head_[0] & 0x0FU);
    left_ = head_[1] & 0x7FU;
    if (!is_masked()) return close_code::protocol_error;
    if (left_ > longest_control) {
        left_ = 0;
        for (std::size_t i = 2; i < head_filled_ - mask_size; ++i) left_ = left_ << 8U | head_[i];
    }
    mask_at_ = 0;
    in_payload_ = true;
    return check_frame();
}

std::uint16_t FrameReader::check_frame() const {
    const bool reserved = (head_[0] & 0x70U) != 0;
    if (reserved) return close_code::protocol_error;
    switch (opcode_) {
        case Opcode::binary: return close_code::unsupported;
        case Opcode::text:
        case Opcode::continuation:
            if (fragmented_ != (opcode_ == Opcode::continuation)) return close_code::protocol_error;
            return left_ > max_message_ - text_.size() ? close_code::too_big : 0;
        case Opcode::close:
        case Opcode::ping:
        case Opcode::pong: return !final_ || left_ > longest_control ? close_code::protocol_error : 0;
    }
    return close_code::protocol_error;
}

void FrameReader::take_payload(std::span<const std::byte>& bytes) {
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size()));
    std::string& target = is_control() ? control_ : text_;
    const std::uint8_t* mask = head_.data() + head_filled_ - mask_size;
    for (const std::byte byte : bytes.first(count))
        target.push_back(
            static_cast<char>(std::to_integer<std::uint8_t>(byte) ^ mask[mask_at_++ % mask_size]));
    left_ -= count;
    bytes = bytes.subspan(count);
}

std::uint16_t FrameReader::end_frame(std::vector<Message>& messages) {
    in_payload_ = false;
    head_filled_ = 0;
    if (is_control()) {
        messages.push_back({.opcode = opcode_, .payload = std::exchange(control_, {})});
        return 0;
    }
    fragmented_ = !final_;
    if (fragmented_) return 0;
    if (!is_utf8(text_)) return close_code::bad_text;
    messages.push_back({.opcode = Opcode::text, .payload = std::exchange(text_, {})});
    return 0;
}

}  // namespace snapory::http
