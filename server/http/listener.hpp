#pragma once

#include <sys/socket.h>

#include <cstdint>
#include <functional>
#include <string>

#include <boost/asio/posix/basic_stream_descriptor.hpp>

#include "http/io_thread.hpp"
#include "http/response.hpp"
#include "http/server.hpp"

namespace snapory::http {

// Accepts connections at one address.
class Listener {
public:
    // A connected, non-blocking socket, its protocol and the numeric address of its other end.
    using Accept =
        std::function<void(OwnedFd socket, boost::asio::generic::stream_protocol, std::string address)>;

    // Listens. Throws std::system_error when the address cannot be had.
    Listener(const ServerConfig& config, IoThread& thread, Accept accept);
    ~Listener();  // once close has been called and the thread has joined

    // Accepts from now on; Accept runs on the I/O thread.
    void start();
    void close();
    std::uint16_t port() const { return port_; }

private:
    using Descriptor = boost::asio::posix::basic_stream_descriptor<Executor>;

    Task<> accept_all();
    // 0, or the error that ended a run of accepted connections.
    int accept_waiting();

    IoThread& thread_;
    Accept accept_;
    std::string unix_path_;
    boost::asio::generic::stream_protocol protocol_;
    Descriptor socket_;
    boost::asio::basic_waitable_timer<Clock, boost::asio::wait_traits<Clock>, Executor> pause_;
    std::uint16_t port_ = 0;
};

}  // namespace snapory::http
