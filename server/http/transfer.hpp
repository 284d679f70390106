#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace snapory::http {

// What a turn of non-blocking work on a socket came to.
enum class Turn : std::uint8_t {
    done,     // nothing is left to do
    blocked,  // goes on when the socket is ready
    paused,   // could go on at once, but others should have their turn
    closed,   // the other side is gone
};

// Non-blocking calls on a connected socket. Any thread, one at a time.
struct Received {
    std::size_t bytes = 0;  // 0 unless turn is done
    Turn turn = Turn::done;
};
Received receive(int socket, std::span<std::byte> buffer);
// More: another send follows at once, so that the kernel need not push a small packet.
Received transmit(int socket, std::string_view first, std::string_view second, bool more);
Received transmit_file(int socket, int file, std::uint64_t offset, std::uint64_t length);

// Bytes that were read ahead of what was asked for.
class InputBuffer {
public:
    std::string_view view() const { return {bytes_.get() + begin_, end_ - begin_}; }
    bool empty() const { return begin_ == end_; }
    void consume(std::size_t count) { begin_ += count; }
    // Room for at least that many more bytes behind what is held; commit says how many came.
    std::span<std::byte> prepare(std::size_t count);
    void commit(std::size_t count) { end_ += count; }
    void assign(std::span<const std::byte> bytes);
    // Gives the memory back, with what it held.
    void release();

private:
    std::unique_ptr<char[]> bytes_;
    std::size_t capacity_ = 0;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
};

}  // namespace snapory::http
