#include "http/body_reader.hpp"

#include <algorithm>
#include <cstring>

namespace snapory::http {
namespace {

constexpr std::uint64_t bytes_a_turn = 8 << 20;
constexpr std::size_t largest_overhead = 16 << 10;
constexpr unsigned most_digits = 15;  // of a chunk's size; keeps it far from overflow

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    const char low = static_cast<char>(c | 0x20);
    return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

bool is_control(char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; }

}  // namespace

ChunkDecoder::Decoded ChunkDecoder::decode(std::span<std::byte> bytes) {
    Decoded result{.payload = 0, .consumed = 0};
    while (result.consumed < bytes.size() && !done() && !broken()) {
        if (state_ == State::data) {
            const auto count =
                static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size() - result.consumed));
            std::memmove(bytes.data() + result.payload, bytes.data() + result.consumed, count);
            result.payload += count;
            result.consumed += count;
            left_ -= count;
            if (left_ == 0) state_ = State::data_cr;
        } else {
            state_ = step(static_cast<char>(bytes[result.consumed++]));
        }
    }
    return result;
}

ChunkDecoder::State ChunkDecoder::step(char c) {
    switch (state_) {
        case State::size: return size_digit(c);
        case State::extension:
            if (c == '\r') return State::size_lf;
            return is_control(c) || ++overhead_ > largest_overhead ? State::broken : State::extension;
        case State::size_lf:
            digits_ = 0;
            if (c != '\n') return State::broken;
            return left_ > 0 ? State::data : State::trailer;
        case State::data_cr: return c == '\r' ? State::data_lf : State::broken;
        case State::data_lf: return c == '\n' ? State::size : State::broken;
        case State::trailer: return trailer_character(c);
        case State::trailer_lf:
            if (c != '\n') return State::broken;
            if (trailer_line_empty_) return State::done;
            trailer_line_empty_ = true;
            return State::trailer;
        case State::data:
        case State::done:
        case State::broken: break;
    }
    return State::broken;
}

ChunkDecoder::State ChunkDecoder::size_digit(char c) {
    if (const int value = hex_value(c); value >= 0) {
        left_ = left_ * 16 + static_cast<unsigned>(value);
        return ++digits_ > most_digits ? State::broken : State::size;
    }
    if (digits_ == 0) return State::broken;
    if (c == '\r') return State::size_lf;
    return c == ';' || c == ' ' || c == '\t' ? State::extension : State::broken;
}

ChunkDecoder::State ChunkDecoder::trailer_character(char c) {
    if (c == '\r') return State::trailer_lf;
    trailer_line_empty_ = false;
    return is_control(c) || ++overhead_ > largest_overhead ? State::broken : State::trailer;
}

BodyReader::BodyReader(const Framing& framing, std::uint64_t limit)
    : chunked_(framing.chunked), length_(framing.length), limit_(limit) {
    if (!chunked_ && length_ > limit_) outcome_ = Outcome::too_large;
    if (!framing.has_body()) outcome_ = Outcome::complete;
}

Turn BodyReader::read(int socket, InputBuffer& ahead, std::span<std::byte> scratch, BodySink& sink) {
    if (outcome_ != Outcome::arriving) return Turn::done;
    const std::uint64_t stop = received_ + bytes_a_turn;
    while (received_ < stop) {
        std::size_t filled = std::min(ahead.view().size(), wanted(scratch.size()));
        std::ranges::copy(std::as_bytes(std::span(ahead.view().substr(0, filled))), scratch.begin());
        ahead.consume(filled);
        Turn turn = Turn::done;
        while (turn == Turn::done && filled < wanted(scratch.size())) {  // full writes cost least
            const Received got = receive(socket, scratch.subspan(filled, wanted(scratch.size()) - filled));
            filled += got.bytes;
            turn = got.turn;
            if (chunked_) break;
        }
        if (filled > 0 && take(scratch.first(filled), ahead, sink) == Turn::done) return Turn::done;
        if (turn != Turn::done) return turn;
    }
    return Turn::paused;
}

std::size_t BodyReader::wanted(std::size_t room) const {
    return chunked_ ? room : static_cast<std::size_t>(std::min<std::uint64_t>(room, length_ - received_));
}

// The turn is done once the outcome is known.
Turn BodyReader::take(std::span<std::byte> bytes, InputBuffer& ahead, BodySink& sink) {
    std::span<std::byte> payload = bytes;
    if (chunked_) {
        const auto decoded = chunks_.decode(bytes);
        payload = bytes.first(decoded.payload);
        if (chunks_.done()) ahead.assign(bytes.subspan(decoded.consumed));
    }
    received_ += payload.size();
    if (chunks_.broken()) return end(Outcome::malformed);
    if (received_ > limit_) return end(Outcome::too_large);
    if (!payload.empty() && !sink.write(payload)) return end(Outcome::unwanted);
    if (chunked_ ? !chunks_.done() : received_ < length_) return Turn::paused;
    sink.finish();
    return end(Outcome::complete);
}

Turn BodyReader::end(Outcome outcome) {
    outcome_ = outcome;
    return Turn::done;
}

}  // namespace snapory::http
