#pragma once

#include <array>
#include <optional>
#include <type_traits>

#include "infrastructure/sandbox/descriptor.hpp"

namespace snapory {

// One small message over a SOCK_SEQPACKET socket, with open files: it arrives whole or not at all.
void send_message(int socket, const void* body, std::size_t length, std::span<const int> files);
// False at the end of the stream. `files` holds what came; the rest stays empty.
bool receive_message(int socket, void* body, std::size_t length, std::span<Descriptor> files);

// For plain structs. Both throw std::system_error; a message of another size counts as the end.
template <class Body>
void send(int socket, const Body& body, std::span<const int> files = {}) {
    static_assert(std::is_trivially_copyable_v<Body>);
    send_message(socket, &body, sizeof body, files);
}
template <class Body>
std::optional<Body> receive(int socket, std::span<Descriptor> files = {}) {
    static_assert(std::is_trivially_copyable_v<Body>);
    Body body{};
    if (!receive_message(socket, &body, sizeof body, files)) return std::nullopt;
    return body;
}

// Two ends of such a socket.
std::array<Descriptor, 2> socket_pair();

}  // namespace snapory
