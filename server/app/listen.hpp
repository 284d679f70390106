#pragma once

#include "http/server.hpp"

namespace snapory {

// Starts the server; throws OperatorError that says what to do when the address cannot be had.
void start_listening(http::Server& server, const http::ServerConfig& config);

// Prints where a browser finds the server: this machine's name for itself, and, when it listens on every
// network, its addresses there.
void announce(const http::ServerConfig& config, std::uint16_t port, const std::string& public_url);

}  // namespace snapory
