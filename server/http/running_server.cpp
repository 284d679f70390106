#include "http/running_server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <stdexcept>

namespace snapory::http {
namespace {

constexpr std::chrono::seconds patience{10};

}  // namespace

void Ledger::on_request_end(const RequestRecord& record) {
    const std::lock_guard lock(mutex_);
    entries_.push_back({.target = std::string(record.request.target()),
                        .route = std::string(record.request.route()),
                        .status = record.status,
                        .bytes_in = record.bytes_in,
                        .bytes_out = record.bytes_out,
                        .fault = std::string(record.fault)});
    changed_.notify_all();
}

void Ledger::on_fault(std::string_view what) {
    const std::lock_guard lock(mutex_);
    fault_ = what;
    changed_.notify_all();
}

std::vector<Ledger::Entry> Ledger::wait_for(std::size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, patience, [&] { return entries_.size() >= count; });
    return entries_;
}

std::string Ledger::wait_for_fault() {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, patience, [&] { return !fault_.empty(); });
    return fault_;
}

RunningServer::RunningServer() {
    config.io_threads = 2;
    config.handler_threads = 4;
    config.body_threads = 2;
}

void RunningServer::start() {
    server = std::make_unique<Server>(config, router, ledger);
    server->start();
}

Address RunningServer::address() const {
    return {.host = "127.0.0.1", .port = server->port(), .unix_path = config.unix_path};
}

ClientResponse RunningServer::get(std::string_view target, const Headers& headers) const {
    return send(Method::get, target, {}, headers);
}

ClientResponse RunningServer::send(Method method, std::string_view target, std::string_view body,
                                   const Headers& headers) const {
    return Client(address(), patience, 256 << 20).send(method, target, headers, body);
}

RawConnection::RawConnection(const Address& address) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(address.port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval give_up{.tv_sec = patience.count(), .tv_usec = 0};
    ::setsockopt(fd_.get(), SOL_SOCKET, SO_RCVTIMEO, &give_up, sizeof give_up);
    ::setsockopt(fd_.get(), SOL_SOCKET, SO_SNDTIMEO, &give_up, sizeof give_up);
    if (::connect(fd_.get(), reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0)
        throw std::runtime_error("cannot connect");
}

bool RawConnection::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = ::send(fd_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool RawConnection::read_more() {
    std::array<char, 64UZ * 1024> piece;
    const auto count = ::recv(fd_.get(), piece.data(), piece.size(), 0);
    reset_ = count < 0;
    if (count <= 0) return false;
    buffer_.append(piece.data(), static_cast<std::size_t>(count));
    return true;
}

std::string RawConnection::read_until(std::string_view mark) {
    while (buffer_.find(mark) == std::string::npos)
        if (!read_more()) return std::exchange(buffer_, {});
    return read_exactly(buffer_.find(mark) + mark.size());
}

std::string RawConnection::read_exactly(std::size_t count) {
    while (buffer_.size() < count && read_more()) {
    }
    std::string bytes = buffer_.substr(0, count);
    buffer_.erase(0, count);
    return bytes;
}

std::string RawConnection::read_response() {
    static constexpr std::string_view field = "Content-Length: ";
    std::string response = read_until("\r\n\r\n");
    const auto at = response.find(field);
    if (at == std::string::npos) return response;
    return response + read_exactly(std::stoul(response.substr(at + field.size())));
}

bool RawConnection::read_into(std::span<std::byte> buffer) {
    const std::string held = read_exactly(std::min(buffer_.size(), buffer.size()));
    std::ranges::copy(std::as_bytes(std::span(held)), buffer.begin());
    buffer = buffer.subspan(held.size());
    while (!buffer.empty()) {
        const auto count = ::recv(fd_.get(), buffer.data(), buffer.size(), 0);
        if (count <= 0) return false;
        buffer = buffer.subspan(static_cast<std::size_t>(count));
    }
    return true;
}

std::string RawConnection::read_to_end() {
    while (read_more()) {
    }
    return std::exchange(buffer_, {}) + (reset_ ? "reset" : "");
}

void RawConnection::stop_sending() { ::shutdown(fd_.get(), SHUT_WR); }

}  // namespace snapory::http
