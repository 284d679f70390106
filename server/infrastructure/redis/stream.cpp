#include "infrastructure/redis/stream.hpp"

#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

namespace snapory {
namespace {

using AddressList = std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)>;

AddressList resolve(const RedisAddress& address) {
    addrinfo wanted{};
    wanted.ai_family = AF_UNSPEC;
    wanted.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    auto port = std::to_string(address.port);
    if (int error = ::getaddrinfo(address.host.c_str(), port.c_str(), &wanted, &found); error != 0)
        throw RedisLost(address.text() + ": " + ::gai_strerror(error));
    return {found, &::freeaddrinfo};
}

std::string fault_of_tls() {
    auto code = ::ERR_get_error();
    ::ERR_clear_error();
    const char* reason = ::ERR_reason_error_string(code);
    return reason ? reason : "the connection ended";
}

// A host that is an IP address is looked for among the addresses of the certificate, not among its names.
void expect_host(::SSL* ssl, const std::string& host) {
    auto* parameters = ::SSL_get0_param(ssl);
    if (::X509_VERIFY_PARAM_set1_ip_asc(parameters, host.c_str()) == 1) return;
    ::SSL_set_tlsext_host_name(ssl, host.c_str());
    ::SSL_set1_host(ssl, host.c_str());
}

}  // namespace

struct RedisTls::Context {
    std::unique_ptr<::SSL_CTX, decltype(&::SSL_CTX_free)> made{::SSL_CTX_new(::TLS_client_method()),
                                                               &::SSL_CTX_free};
};

RedisTls::RedisTls(const std::filesystem::path& ca) : context_(std::make_unique<Context>()) {
    auto* made = context_->made.get();
    ::SSL_CTX_set_min_proto_version(made, TLS1_2_VERSION);
    ::SSL_CTX_set_verify(made, SSL_VERIFY_PEER, nullptr);
    bool trusted = ca.empty() ? ::SSL_CTX_set_default_verify_paths(made) == 1
                              : ::SSL_CTX_load_verify_locations(made, ca.c_str(), nullptr) == 1;
    if (!trusted) throw Unavailable("The certificates in " + ca.string() + " cannot be read.");
}

RedisTls::~RedisTls() = default;

struct RedisStream::Tls {
    explicit Tls(::SSL_CTX* context) : ssl(::SSL_new(context), &::SSL_free) {}
    std::unique_ptr<::SSL, decltype(&::SSL_free)> ssl;
};

RedisStream::RedisStream() = default;

// By way of another constructor, so that the socket is closed when this one throws.
RedisStream::RedisStream(const RedisAddress& address, const RedisTls* tls, RedisDeadline deadline)
    : RedisStream() {
    connect(address, deadline);
    if (!tls) return;
    tls_ = std::make_unique<Tls>(tls->context_->made.get());
    expect_host(tls_->ssl.get(), address.host);
    ::SSL_set_fd(tls_->ssl.get(), socket_);
    shake_hands(address, deadline);
}

void RedisStream::shake_hands(const RedisAddress& address, RedisDeadline deadline) try {
    if (drive([this] { return ::SSL_connect(tls_->ssl.get()); }, deadline) <= 0)
        throw RedisLost("no answer in time");
} catch (const RedisLost& fault) {
    auto verified = ::SSL_get_verify_result(tls_->ssl.get());
    if (verified == X509_V_OK) throw RedisLost(address.text() + ": " + fault.what());
    throw RedisLost("The certificate of " + address.text() +
                    " is refused: " + ::X509_verify_cert_error_string(verified) +
                    ". Whose certificates are trusted, ca=/file in redis.url says.");
}

RedisStream::~RedisStream() {
    if (socket_ >= 0) ::close(socket_);
}

void RedisStream::connect(const RedisAddress& address, RedisDeadline deadline) {
    int error = ETIMEDOUT;
    auto found = resolve(address);
    for (const auto* each = found.get(); each; each = each->ai_next) {
        if (socket_ >= 0) ::close(socket_);
        socket_ = ::socket(each->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        if (socket_ < 0) throw RedisLost(std::strerror(errno));
        error = ::connect(socket_, each->ai_addr, each->ai_addrlen) == 0 ? 0 : errno;
        if (error == EINPROGRESS) {
            socklen_t size = sizeof error;
            error = ETIMEDOUT;
            if (wait(POLLOUT, deadline)) ::getsockopt(socket_, SOL_SOCKET, SO_ERROR, &error, &size);
        }
        if (error == 0) break;
    }
    if (error != 0) throw RedisLost(address.text() + ": " + std::strerror(error));
    int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

// False at the deadline.
bool RedisStream::wait(short events, RedisDeadline deadline) const {
    using namespace std::chrono;
    for (;;) {
        auto left = ceil<milliseconds>(deadline - steady_clock::now()).count();
        pollfd watched{socket_, events, 0};
        int ready = ::poll(&watched, 1, static_cast<int>(std::clamp<std::int64_t>(left, 0, 60'000)));
        if (ready > 0) return true;
        if (ready == 0 && left <= 60'000) return false;
        if (ready < 0 && errno != EINTR) throw RedisLost(std::strerror(errno));
    }
}

// Repeats a step of TLS until it is done; 0 at the deadline.
template <class Step>
long RedisStream::drive(const Step& step, RedisDeadline deadline) {
    for (;;) {
        ::ERR_clear_error();
        auto done = step();
        if (done > 0) return done;
        switch (::SSL_get_error(tls_->ssl.get(), done)) {
            case SSL_ERROR_WANT_READ:
                if (!wait(POLLIN, deadline)) return 0;
                break;
            case SSL_ERROR_WANT_WRITE:
                if (!wait(POLLOUT, deadline)) return 0;
                break;
            default: throw RedisLost("TLS: " + fault_of_tls());
        }
    }
}

void RedisStream::write(std::string_view bytes, RedisDeadline deadline) {
    while (!bytes.empty()) {
        auto size = std::min<std::size_t>(bytes.size(), 1 << 20);
        long sent = 0;
        if (tls_)
            sent = drive([&] { return ::SSL_write(tls_->ssl.get(), bytes.data(), static_cast<int>(size)); },
                         deadline);
        else if (wait(POLLOUT, deadline))
            sent = ::send(socket_, bytes.data(), size, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && errno != EAGAIN && errno != EINTR) throw RedisLost(std::strerror(errno));
        if (sent == 0) throw RedisLost("Redis does not take its commands in time.");
        bytes.remove_prefix(static_cast<std::size_t>(std::max(sent, 0L)));
    }
}

std::optional<std::size_t> RedisStream::read(std::span<char> into, RedisDeadline deadline) {
    for (;;) {
        long got = -1;
        if (tls_) {
            auto size = static_cast<int>(into.size());
            got = drive([&] { return ::SSL_read(tls_->ssl.get(), into.data(), size); }, deadline);
            if (got == 0) return std::nullopt;
        } else {
            if (!wait(POLLIN, deadline)) return std::nullopt;
            got = ::recv(socket_, into.data(), into.size(), MSG_DONTWAIT);
            if (got == 0) throw RedisLost("Redis has hung up.");
        }
        if (got > 0) return static_cast<std::size_t>(got);
        if (errno != EAGAIN && errno != EINTR) throw RedisLost(std::strerror(errno));
    }
}

void RedisStream::interrupt() noexcept { ::shutdown(socket_, SHUT_RDWR); }

}  // namespace snapory
