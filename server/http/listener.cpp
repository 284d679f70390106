#include "http/listener.hpp"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <memory>
#include <system_error>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "http/origin.hpp"

namespace snapory::http {
namespace {

constexpr std::chrono::milliseconds pause_without_descriptors{100};

[[noreturn]] void fail(const std::string& what) {
    throw std::system_error(errno, std::generic_category(), what);
}

OwnedFd open_socket(int family) {
    OwnedFd fd(::socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!fd) fail("cannot open a socket");
    return fd;
}

void bind_and_listen(int fd, const sockaddr* address, socklen_t size, const std::string& name) {
    if (::bind(fd, address, size) != 0 || ::listen(fd, SOMAXCONN) != 0) fail("cannot listen on " + name);
}

OwnedFd listen_on_unix(const std::string& path) {
    sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
    if (path.size() >= sizeof address.sun_path)
        throw std::system_error(ENAMETOOLONG, std::generic_category(), "cannot listen on " + path);
    std::memcpy(address.sun_path, path.data(), path.size());
    OwnedFd fd = open_socket(AF_UNIX);
    ::unlink(path.c_str());  // what a process that died left behind
    const mode_t before = ::umask(0077);
    try {
        bind_and_listen(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address, path);
    } catch (...) {
        ::umask(before);
        throw;
    }
    ::umask(before);
    return fd;
}

OwnedFd listen_on_tcp(const std::string& host, std::uint16_t port) {
    addrinfo hints{};
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    const std::string name = host + ':' + std::to_string(port);
    if (const int error = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found);
        error != 0)
        throw std::system_error(EADDRNOTAVAIL, std::generic_category(), name + ": " + ::gai_strerror(error));
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(found, &::freeaddrinfo);
    OwnedFd fd = open_socket(found->ai_family);
    const int on = 1;
    ::setsockopt(fd.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    ::setsockopt(fd.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);  // accepted sockets take it over
    bind_and_listen(fd.get(), found->ai_addr, found->ai_addrlen, name);
    return fd;
}

std::string address_text(const sockaddr_storage& address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (address.ss_family == AF_INET) {
        ::inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in&>(address).sin_addr, text.data(),
                    text.size());
    } else if (address.ss_family == AF_INET6) {
        const auto& six = reinterpret_cast<const sockaddr_in6&>(address).sin6_addr;
        if (IN6_IS_ADDR_V4MAPPED(&six)) {
            ::inet_ntop(AF_INET, six.s6_addr + 12, text.data(), text.size());
        } else {
            ::inet_ntop(AF_INET6, &six, text.data(), text.size());
        }
    } else {
        return std::string(unix_address);
    }
    return text.data();
}

std::uint16_t port_of(int fd) {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size);
    if (address.ss_family == AF_INET) return ntohs(reinterpret_cast<const sockaddr_in&>(address).sin_port);
    if (address.ss_family == AF_INET6) return ntohs(reinterpret_cast<const sockaddr_in6&>(address).sin6_port);
    return 0;
}

int family_of(int fd) {
    int family = AF_UNSPEC;
    socklen_t size = sizeof family;
    ::getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &family, &size);
    return family;
}

}  // namespace

Listener::Listener(const ServerConfig& config, IoThread& thread, Accept accept)
    : thread_(thread),
      accept_(std::move(accept)),
      unix_path_(config.unix_path),
      protocol_(AF_UNSPEC, 0),
      socket_(thread.executor()),
      pause_(thread.executor()) {
    OwnedFd fd = unix_path_.empty() ? listen_on_tcp(config.host, config.port) : listen_on_unix(unix_path_);
    protocol_ = boost::asio::generic::stream_protocol(family_of(fd.get()), 0);
    port_ = port_of(fd.get());
    socket_.assign(fd.release());
}

Listener::~Listener() {
    if (!unix_path_.empty()) ::unlink(unix_path_.c_str());
}

void Listener::start() { boost::asio::co_spawn(thread_.executor(), accept_all(), boost::asio::detached); }

void Listener::close() {
    boost::asio::post(thread_.executor(), [this] {
        pause_.cancel();
        socket_.close();
    });
}

Task<> Listener::accept_all() {
    while (socket_.is_open()) {
        const auto [error] = co_await socket_.async_wait(Descriptor::wait_read, as_result);
        if (error) co_return;
        const int reason = accept_waiting();
        if (reason != EMFILE && reason != ENFILE && reason != ENOBUFS && reason != ENOMEM) continue;
        pause_.expires_after(pause_without_descriptors);
        co_await pause_.async_wait(as_result);
    }
}

int Listener::accept_waiting() {
    while (true) {
        sockaddr_storage address{};
        socklen_t size = sizeof address;
        const int fd = ::accept4(socket_.native_handle(), reinterpret_cast<sockaddr*>(&address), &size,
                                 SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd < 0 && (errno == ECONNABORTED || errno == EINTR)) continue;
        if (fd < 0) return errno;
        accept_(OwnedFd(fd), protocol_, address_text(address));
    }
}

}  // namespace snapory::http
