#include "http/client.hpp"

#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <memory>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include "http/response.hpp"
#include "http/transfer.hpp"

namespace snapory::http {
namespace {

namespace beast = boost::beast;
using Clock = std::chrono::steady_clock;
using Parser = beast::http::response_parser<beast::http::string_body>;

constexpr std::size_t read_size = 64 << 10;

[[noreturn]] void fail(const std::string& what) { throw ClientError(what); }

// A connection on which every wait ends at the same moment.
class Wire {
public:
    Wire(const Address& address, Clock::time_point until) : until_(until) {
        if (address.unix_path.empty()) {
            connect_tcp(address);
        } else {
            connect_unix(address.unix_path);
        }
    }

    // Stops early when the server answers before it has read everything.
    void send(std::string_view head, std::string_view body) {
        std::size_t sent = 0;
        while (sent < head.size() + body.size()) {
            if ((wait(POLLOUT | POLLIN) & POLLIN) != 0) return;
            const std::size_t of_head = std::min(sent, head.size());
            const Received gone =
                transmit(fd_.get(), head.substr(of_head), body.substr(sent - of_head), false);
            if (gone.turn == Turn::closed) return;  // it may have answered before it closed
            sent += gone.bytes;
        }
    }

    // 0 at the end of the stream.
    std::size_t read(std::span<std::byte> buffer) {
        while (true) {
            wait(POLLIN);
            const Received got = receive(fd_.get(), buffer);
            if (got.turn != Turn::blocked) return got.bytes;
        }
    }

private:
    short wait(short events) {
        while (true) {
            const auto left =
                std::chrono::duration_cast<std::chrono::milliseconds>(until_ - Clock::now()).count();
            pollfd watched{.fd = fd_.get(), .events = events, .revents = 0};
            const int ready = left > 0 ? ::poll(&watched, 1, static_cast<int>(left)) : 0;
            if (ready > 0) return watched.revents;
            if (ready == 0) fail("the server did not answer in time");
            if (errno != EINTR) fail(std::string("cannot wait for the server: ") + std::strerror(errno));
        }
    }

    bool try_connect(int family, const sockaddr* address, socklen_t size) {
        fd_ = OwnedFd(::socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
        if (!fd_) fail(std::string("cannot open a socket: ") + std::strerror(errno));
        if (::connect(fd_.get(), address, size) == 0) return true;
        if (errno != EINPROGRESS) return false;
        wait(POLLOUT);
        socklen_t error_size = sizeof(int);
        int error = 0;
        ::getsockopt(fd_.get(), SOL_SOCKET, SO_ERROR, &error, &error_size);
        errno = error;
        return error == 0;
    }

    void connect_unix(const std::string& path) {
        sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
        if (path.size() >= sizeof address.sun_path) fail("the socket's path is too long: " + path);
        std::memcpy(address.sun_path, path.data(), path.size());
        if (!try_connect(AF_UNIX, reinterpret_cast<const sockaddr*>(&address), sizeof address))
            fail("cannot connect to " + path + ": " + std::strerror(errno));
    }

    void connect_tcp(const Address& address) {
        const std::string port = std::to_string(address.port);
        addrinfo hints{};
        hints.ai_socktype = SOCK_STREAM;
        addrinfo* found = nullptr;
        if (const int error = ::getaddrinfo(address.host.c_str(), port.c_str(), &hints, &found); error != 0)
            fail(address.host + ": " + ::gai_strerror(error));
        const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(found, &::freeaddrinfo);
        for (const addrinfo* one = found; one != nullptr; one = one->ai_next)
            if (try_connect(one->ai_family, one->ai_addr, one->ai_addrlen)) return;
        fail("cannot connect to " + address.host + ':' + port + ": " + std::strerror(errno));
    }

    Clock::time_point until_;
    OwnedFd fd_;
};

std::string host_field(const Address& address) {
    if (!address.unix_path.empty()) return "localhost";
    const bool v6 = address.host.find(':') != std::string::npos;
    return (v6 ? '[' + address.host + ']' : address.host) + ':' + std::to_string(address.port);
}

std::string request_head(const Address& address, Method method, std::string_view target,
                         const Headers& headers, std::size_t body_size) {
    std::string head;
    head.append(to_string(method))
        .append(" ")
        .append(target)
        .append(" HTTP/1.1\r\nHost: ")
        .append(host_field(address));
    head.append("\r\nConnection: close\r\n");
    if (body_size > 0 || (method != Method::get && method != Method::head))
        head.append("Content-Length: ").append(std::to_string(body_size)).append("\r\n");
    for (std::size_t i = 0; i < headers.size(); ++i)
        head.append(headers[i].name).append(": ").append(headers[i].value).append("\r\n");
    return head.append("\r\n");
}

void read_message(Wire& wire, Parser& parser) {
    std::string pending;
    const auto buffer = std::make_unique_for_overwrite<std::byte[]>(read_size);
    while (!parser.is_done()) {
        const std::size_t count = wire.read({buffer.get(), read_size});
        beast::error_code error;
        if (count == 0) {
            if (!parser.got_some()) fail("the server closed the connection without an answer");
            parser.put_eof(error);
            if (error) fail("the server's answer is cut short");
            return;
        }
        pending.append(reinterpret_cast<const char*>(buffer.get()), count);
        pending.erase(0, parser.put(boost::asio::buffer(pending), error));
        if (error && error != beast::http::error::need_more) fail("the server's answer: " + error.message());
    }
}

}  // namespace

Address Address::parse(std::string_view url) {
    static constexpr std::string_view http = "http://";
    static constexpr std::string_view unix_scheme = "unix:";
    Address address;
    if (url.starts_with(unix_scheme) && url.size() > unix_scheme.size()) {
        address.unix_path = url.substr(unix_scheme.size());
        return address;
    }
    std::string_view rest = url.starts_with(http) ? url.substr(http.size()) : std::string_view{};
    if (rest.ends_with('/')) rest.remove_suffix(1);
    const auto colon = rest.ends_with(']') ? std::string_view::npos : rest.rfind(':');
    std::string_view host = rest.substr(0, colon);
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    const std::string_view port = colon == std::string_view::npos ? "80" : rest.substr(colon + 1);
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), address.port);
    if (host.empty() || host.find('/') != std::string_view::npos || error != std::errc{} ||
        end != port.data() + port.size() || address.port == 0)
        throw std::invalid_argument("not http://host:port or unix:/path: " + std::string(url));
    address.host = host;
    return address;
}

Client::Client(Address address, std::chrono::milliseconds deadline, std::size_t body_limit)
    : address_(std::move(address)), deadline_(deadline), body_limit_(body_limit) {}

ClientResponse Client::send(Method method, std::string_view target, const Headers& headers,
                            std::string_view body) const {
    Wire wire(address_, Clock::now() + deadline_);
    wire.send(request_head(address_, method, target, headers, body.size()), body);
    Parser parser;
    parser.eager(true);
    parser.skip(method == Method::head);
    parser.body_limit(body_limit_);
    read_message(wire, parser);
    ClientResponse response{.status = static_cast<int>(parser.get().result_int()), .headers = {}, .body = {}};
    for (const auto& field : parser.get())
        response.headers.add({field.name_string().data(), field.name_string().size()},
                             {field.value().data(), field.value().size()});
    response.body = std::move(parser.get().body());
    return response;
}

}  // namespace snapory::http
