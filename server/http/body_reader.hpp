#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "http/body.hpp"
#include "http/head.hpp"
#include "http/transfer.hpp"

namespace snapory::http {

// Takes the chunked coding (RFC 9112, 7.1) off, in place and however the bytes are cut.
class ChunkDecoder {
public:
    struct Decoded {
        std::size_t payload;   // bytes of content, now at the front of what was given
        std::size_t consumed;  // bytes of what was given that belong to this body
    };
    Decoded decode(std::span<std::byte> bytes);
    bool done() const { return state_ == State::done; }
    bool broken() const { return state_ == State::broken; }

private:
    enum class State : std::uint8_t {
        size,
        extension,
        size_lf,
        data,
        data_cr,
        data_lf,
        trailer,
        trailer_lf,
        done,
        broken
    };

    State step(char c);
    State size_digit(char c);
    State trailer_character(char c);

    State state_ = State::size;
    std::uint64_t left_ = 0;    // of the chunk
    unsigned digits_ = 0;       // of its size
    std::size_t overhead_ = 0;  // bytes of extensions and trailers so far, which nobody reads
    bool trailer_line_empty_ = true;
};

// Moves one request body from a socket into a sink.
class BodyReader {
public:
    enum class Outcome : std::uint8_t { arriving, complete, unwanted, too_large, malformed };

    BodyReader(const Framing& framing, std::uint64_t limit);

    // Reads what has arrived, at most a few MiB, through the scratch space. Outcome is final once the turn is
    // done. What was read ahead is used first; bytes of a next request are put back there.
    Turn read(int socket, InputBuffer& ahead, std::span<std::byte> scratch, BodySink& sink);
    Outcome outcome() const { return outcome_; }
    std::uint64_t received() const { return received_; }

private:
    Turn take(std::span<std::byte> bytes, InputBuffer& ahead, BodySink& sink);
    Turn end(Outcome outcome);
    std::size_t wanted(std::size_t room) const;

    bool chunked_;
    std::uint64_t length_;
    std::uint64_t limit_;
    std::uint64_t received_ = 0;
    ChunkDecoder chunks_;
    Outcome outcome_ = Outcome::arriving;
};

}  // namespace snapory::http
