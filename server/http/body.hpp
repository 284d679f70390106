#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>

namespace snapory::http {

// Takes a request body while it arrives. Called by one thread at a time, not always the same one, and never
// by an I/O thread: it may hash, write to disk and block. It is destroyed unfinished when the client goes
// away.
class BodySink {
public:
    virtual ~BodySink() = default;
    // The next bytes, at most 256 KiB. False: no more are wanted; the handler is asked for its answer at once
    // and the connection closes after it. What it throws is answered as if the handler had thrown it.
    [[nodiscard]] virtual bool write(std::span<const std::byte> bytes) = 0;
    // Called once after the last byte, and only if the whole body has arrived and was wanted.
    virtual void finish() {}
};

// Keeps a small body in memory; wants no more once the limit is passed.
class MemorySink final : public BodySink {
public:
    explicit MemorySink(std::size_t limit) : limit_(limit) {}

    bool write(std::span<const std::byte> bytes) override;

    bool overflowed() const { return overflowed_; }
    const std::string& text() const { return text_; }
    std::string take() { return std::move(text_); }

private:
    std::size_t limit_;
    bool overflowed_ = false;
    std::string text_;
};

// Gives a response body piece by piece, as fast as the client takes it. Called by one thread at a time, never
// by an I/O thread: it may block. Its length is known, so that ranges and progress bars work.
class BodySource {
public:
    virtual ~BodySource() = default;
    virtual std::uint64_t size() const = 0;  // bytes
    // Fills the front of the buffer with bytes from this offset on, and says how many: at least one, as the
    // transport asks only within size(). What it throws cuts the connection, since the head is already on its
    // way.
    virtual std::size_t read(std::uint64_t offset, std::span<std::byte> buffer) = 0;
};

}  // namespace snapory::http
