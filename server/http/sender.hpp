#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "http/delivery.hpp"
#include "http/response.hpp"
#include "http/transfer.hpp"

namespace snapory::http {

// Moves one response into a socket, in turns that never wait for the client.
class Sender {
public:
    // Sends the head, then this range of the body.
    void start(std::string head, Response::Body body, ByteRange range);
    // May read the disk when reads_disk(). Throws what a source throws.
    Turn send(int socket);
    bool reads_disk() const;
    std::uint64_t sent() const { return sent_; }  // bytes

private:
    Turn send_text(int socket, std::string_view body);
    Turn send_file(int socket, const FileBody& file);
    Turn send_source(int socket, BodySource& source);
    Turn send_head(int socket);
    std::uint64_t left() const { return head_.size() + range_.length - sent_; }
    // Bytes of the body's range that are on their way.
    std::uint64_t body_sent() const { return sent_ - head_.size(); }

    std::string head_;
    Response::Body body_;
    ByteRange range_;
    std::uint64_t sent_ = 0;
    std::unique_ptr<std::byte[]> chunk_;  // of a source
    std::size_t chunk_begin_ = 0;
    std::size_t chunk_end_ = 0;
};

}  // namespace snapory::http
