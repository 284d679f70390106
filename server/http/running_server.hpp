#pragma once

#include <sys/socket.h>

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "http/client.hpp"
#include "http/response.hpp"
#include "http/server.hpp"

// What the tests of this room share.
namespace snapory::http {

// Keeps what a server reports, and waits for it.
class Ledger final : public Observer {
public:
    struct Entry {
        std::string target;
        std::string route;
        int status;
        std::uint64_t bytes_in;
        std::uint64_t bytes_out;
        std::string fault;
    };

    void on_request_end(const RequestRecord& record) override;
    void on_fault(std::string_view what) override;

    // The entries so far, once there are that many; all there are after 10 s.
    std::vector<Entry> wait_for(std::size_t count);
    std::string wait_for_fault();

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Entry> entries_;
    std::string fault_;
};

// A server on loopback with short deadlines; routes are added before start.
class RunningServer {
public:
    RunningServer();
    void start();

    Address address() const;
    ClientResponse get(std::string_view target, const Headers& headers = {}) const;
    ClientResponse send(Method method, std::string_view target, std::string_view body,
                        const Headers& headers = {}) const;

    ServerConfig config;
    Router router;
    Ledger ledger;
    std::unique_ptr<Server> server;
};

// A plain connection, for what a well-behaved client would not send. Reads give up after 10 s.
class RawConnection {
public:
    explicit RawConnection(const Address& address);

    // False once the other side is gone.
    bool send(std::string_view bytes);
    // Bytes up to and with this mark.
    std::string read_until(std::string_view mark);
    std::string read_exactly(std::size_t count);
    // One response: its head, and a body as long as Content-Length says.
    std::string read_response();
    // Fills the buffer; false if the stream ends before. For bodies too large to keep.
    bool read_into(std::span<std::byte> buffer);
    // All that comes until the server closes; "reset" at the end if it did so rudely.
    std::string read_to_end();
    void stop_sending();
    int fd() const { return fd_.get(); }

private:
    bool read_more();

    OwnedFd fd_;
    std::string buffer_;
    bool reset_ = false;
};

}  // namespace snapory::http
