#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

#include "http/request.hpp"

namespace snapory::http {

// One exchange, told when it has ended. Views live only during the call.
struct RequestRecord {
    const Request& request;   // its route() is empty when nothing matched or the head could not be read
    int status;               // 101 for a WebSocket; 499 when the client left before the answer
    std::uint64_t bytes_in;   // of the body
    std::uint64_t bytes_out;  // of the head and body
    std::chrono::microseconds duration;  // from the whole head to the last byte handed to the kernel
    std::string_view fault;              // what a handler threw; empty if it did not
};

// Told of every exchange, for logs and metrics. Called on I/O threads, several at once: must not block or
// throw.
class Observer {
public:
    virtual ~Observer() = default;
    virtual void on_request_end(const RequestRecord& record) = 0;
    // What a WebSocketHandler threw; its socket is being closed. May be called on a handler thread.
    virtual void on_fault(std::string_view what) { static_cast<void>(what); }
};

}  // namespace snapory::http
