// Frames must be put together the same however they are cut, within their limits.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "http/websocket_frame.hpp"

using namespace snapory::http;

namespace {

constexpr std::size_t longest = 1000;  // bytes of a message

struct Outcome {
    std::vector<Message> messages;
    std::uint16_t code = 0;
};

Outcome read(std::span<const std::byte> bytes, std::size_t piece) {
    FrameReader reader(longest);
    Outcome outcome;
    while (!bytes.empty() && outcome.code == 0) {
        const auto now = bytes.first(std::min(piece, bytes.size()));
        outcome.code = reader.read(now, outcome.messages);
        bytes = bytes.subspan(now.size());
    }
    return outcome;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const auto bytes = std::as_bytes(std::span(data + 1, size - 1));
    const Outcome whole = read(bytes, bytes.size() + 1);
    const Outcome pieces = read(bytes, data[0] % 16 + 1U);
    const auto same = [](const Message& a, const Message& b) {
        return a.opcode == b.opcode && a.payload == b.payload;
    };
    if (whole.code != pieces.code || !std::ranges::equal(whole.messages, pieces.messages, same)) std::abort();
    for (const Message& message : whole.messages) {
        if (message.payload.size() > longest || (message.opcode == Opcode::text && !is_utf8(message.payload)))
            std::abort();
        if (message.opcode == Opcode::close) static_cast<void>(close_code_of(message.payload));
    }
    return 0;
}
