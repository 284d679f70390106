#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "http/observer.hpp"
#include "http/router.hpp"

namespace snapory::http {

struct ServerConfig {
    std::string host = "127.0.0.1";  // numeric, or a name that resolves
    std::uint16_t port = 0;          // 0: any free one, see Server::port
    std::string unix_path;           // when set, a socket file for this user only, in place of host and port

    unsigned io_threads = 2;        // run handlers that only read, each with another thread standing by
    unsigned handler_threads = 16;  // run the other handlers, and reads while nobody stands by
    unsigned body_threads = 4;      // run sinks and sources
    std::size_t handler_queue =
        256;  // requests that may wait for a handler thread; more get 503 with Retry-After

    std::size_t max_header_bytes = 16 << 10;  // request line and fields; more gets 431
    std::size_t max_headers = 100;
    std::uint64_t max_body_bytes = 1ULL << 40;  // over every route's own limit

    std::chrono::milliseconds header_deadline{10'000};  // from the first byte of a head to its last
    std::chrono::milliseconds idle_deadline{30'000};    // for the next bytes of a body, either way
    std::uint64_t min_bytes_per_second = 512;      // of a body, either way, on average after idle_deadline
    std::chrono::milliseconds keep_alive{75'000};  // between two requests
    std::chrono::milliseconds linger{
        5'000};  // a refused body is still read this long, so that the answer is seen

    std::size_t max_connections = 20'000;
    std::size_t max_connections_per_address =
        2'000;  // one venue's guests share an address; proxies are exempt
    // Whose X-Forwarded-For and X-Forwarded-Proto count: "127.0.0.1", "10.0.0.0/8", "::1", "unix".
    std::vector<std::string> trusted_proxies;

    double trace_share = 0;  // of the requests that bring no trace, how many begin one, 0 to 1

    std::size_t websocket_message_bytes = 64 << 10;  // a longer message closes with 1009
    std::size_t websocket_queue_bytes = 1 << 20;     // waiting for one slow client; more closes with 1013
    std::chrono::milliseconds websocket_ping{
        30'000};  // silence before a ping; twice that without a sign of life closes
};

// Listens and serves until stopped. All methods are called by its owner's thread.
class Server {
public:
    // The router must be complete. Router and observer must outlive the server.
    Server(ServerConfig config, const Router& router, Observer& observer);
    ~Server();  // stops at once
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    // Listens and returns. Throws std::system_error when the address cannot be had, std::invalid_argument for
    // a trusted proxy that is no address.
    void start();
    // The port it listens on; 0 for a Unix socket.
    std::uint16_t port() const;
    // Takes no more connections, lets requests end, says goodbye to WebSockets (1001), and cuts what is left
    // after the deadline. Returns when no handler runs any more. Twice does nothing.
    void stop(std::chrono::milliseconds deadline = std::chrono::seconds{10});

private:
    class Engine;
    std::unique_ptr<Engine> engine_;
};

}  // namespace snapory::http
