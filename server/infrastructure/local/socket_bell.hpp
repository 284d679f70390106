#pragma once

#include <filesystem>
#include <memory>

#include "application/ports/bell.hpp"

namespace snapory {

// Rings between the processes of one machine. Each process binds a datagram socket in `folder`, and a ring is
// one datagram to every socket there; what a process that died left behind is cleared by the next ring. The
// folder's path must leave room for a socket name (about 70 bytes); throws Unavailable when it cannot be
// used.
std::unique_ptr<Bell> make_socket_bell(const std::filesystem::path& folder);

}  // namespace snapory
