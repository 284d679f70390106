#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

#include "http/headers.hpp"
#include "http/request.hpp"

namespace snapory::http {

// Where a server listens: a Unix socket when unix_path is set, else host and port.
struct Address {
    std::string host;
    std::uint16_t port = 0;
    std::string unix_path;

    // "http://host:port" or "unix:/path"; throws std::invalid_argument for anything else.
    static Address parse(std::string_view url);
};

// The server could not be reached, did not answer in time, or did not speak HTTP.
class ClientError : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct ClientResponse {
    int status = 0;
    Headers headers;
    std::string body;
};

// A small blocking HTTP/1.1 client for calls between Snapory's own processes: one connection a call, no TLS,
// no redirects. Any thread may call.
class Client {
public:
    // The deadline covers a whole call; an answer with a longer body than the limit is a ClientError.
    Client(Address address, std::chrono::milliseconds deadline, std::size_t body_limit = 64 << 20);

    // Throws ClientError. Host, Content-Length and Connection are added.
    ClientResponse send(Method method, std::string_view target, const Headers& headers = {},
                        std::string_view body = {}) const;

private:
    Address address_;
    std::chrono::milliseconds deadline_;
    std::size_t body_limit_;
};

}  // namespace snapory::http
