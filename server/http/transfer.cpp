#include "http/transfer.hpp"

#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace snapory::http {
namespace {

constexpr std::size_t largest_send_file = 1 << 20;  // bytes; so that one fast client does not keep a thread

bool would_block() { return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR; }

Received outcome(ssize_t count) {
    if (count > 0) return {.bytes = static_cast<std::size_t>(count)};
    return {.turn = count < 0 && would_block() ? Turn::blocked : Turn::closed};
}

}  // namespace

Received receive(int socket, std::span<std::byte> buffer) {
    return outcome(::recv(socket, buffer.data(), buffer.size(), MSG_DONTWAIT));
}

Received transmit(int socket, std::string_view first, std::string_view second, bool more) {
    std::array<iovec, 2> pieces{
        {{const_cast<char*>(first.data()), first.size()}, {const_cast<char*>(second.data()), second.size()}}};
    msghdr message{};
    message.msg_iov = pieces.data();
    message.msg_iovlen = pieces.size();
    return outcome(::sendmsg(socket, &message, MSG_DONTWAIT | MSG_NOSIGNAL | (more ? MSG_MORE : 0)));
}

Received transmit_file(int socket, int file, std::uint64_t offset, std::uint64_t length) {
    auto position = static_cast<off_t>(offset);
    return outcome(::sendfile(socket, file, &position, std::min<std::uint64_t>(length, largest_send_file)));
}

std::span<std::byte> InputBuffer::prepare(std::size_t count) {
    const std::size_t held = end_ - begin_;
    if (capacity_ - end_ < count) {
        if (capacity_ < held + count) {
            capacity_ = std::max(capacity_ * 2, held + count);
            auto larger = std::make_unique_for_overwrite<char[]>(capacity_);
            std::copy_n(bytes_.get() + begin_, held, larger.get());
            bytes_ = std::move(larger);
        } else {
            std::memmove(bytes_.get(), bytes_.get() + begin_, held);
        }
        begin_ = 0;
        end_ = held;
    }
    return std::as_writable_bytes(std::span(bytes_.get() + end_, capacity_ - end_));
}

void InputBuffer::assign(std::span<const std::byte> bytes) {
    begin_ = end_ = 0;
    std::ranges::copy(bytes, prepare(bytes.size()).begin());
    commit(bytes.size());
}

void InputBuffer::release() {
    bytes_.reset();
    capacity_ = begin_ = end_ = 0;
}

}  // namespace snapory::http
