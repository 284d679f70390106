#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <stdexcept>
#include <string>
#include <thread>
#include <tuple>
#include <vector>

#include "infrastructure/s3/s3_place.hpp"

namespace snapory {

// For tests: a server on loopback that answers each connection with the next text of its script and closes
// it; after the last it accepts no more.
class ScriptedServer {
public:
    static constexpr const char* reset = "";                       // in place of a text
    static constexpr const char* silence = "says nothing at all";  // until the client has gone

    explicit ScriptedServer(std::vector<std::string> answers) : answers_(std::move(answers)) {
        socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof address;
        if (socket_ < 0 || ::bind(socket_, reinterpret_cast<sockaddr*>(&address), length) != 0)
            throw std::runtime_error("no port can be had");
        ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &length);
        ::listen(socket_, 8);
        port_ = ntohs(address.sin_port);
        thread_ = std::jthread([this] { serve(); });
    }
    ScriptedServer(const ScriptedServer&) = delete;
    ScriptedServer& operator=(const ScriptedServer&) = delete;
    ~ScriptedServer() {
        ::shutdown(socket_, SHUT_RDWR);
        thread_.join();
        ::close(socket_);
    }

    S3Endpoint endpoint() const { return {"http://127.0.0.1:" + std::to_string(port_), "here", "photos"}; }
    const std::vector<std::string>& heads() const { return heads_; }

private:
    void serve() {
        for (const auto& answer : answers_) {
            int peer = ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
            if (peer < 0) return;
            heads_.push_back(read_head(peer));
            if (answer == reset) {
                linger at_once{1, 0};
                ::setsockopt(peer, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
            } else if (answer == silence) {
                drain(peer);
            } else {
                std::ignore = ::send(peer, answer.data(), answer.size(), MSG_NOSIGNAL);
                ::shutdown(peer, SHUT_WR);
                drain(peer);  // closing over unread bytes would reset, and take the answer along
            }
            ::close(peer);
        }
        ::shutdown(socket_, SHUT_RDWR);
    }

    static void drain(int peer) {
        std::array<char, 4096> piece{};
        while (::recv(peer, piece.data(), piece.size(), 0) > 0) continue;
    }

    static std::string read_head(int peer) {
        std::string head;
        std::array<char, 4096> piece{};
        while (head.find("\r\n\r\n") == std::string::npos) {
            auto got = ::recv(peer, piece.data(), piece.size(), 0);
            if (got <= 0) break;
            head.append(piece.data(), static_cast<std::size_t>(got));
        }
        return head;
    }

    std::vector<std::string> answers_;
    std::vector<std::string> heads_;
    int socket_ = -1;
    int port_ = 0;
    std::jthread thread_;
};

inline std::string answer(const std::string& status, const std::string& body,
                          const std::string& headers = "") {
    return "HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + headers +
           "Connection: close\r\n\r\n" + body;
}
inline std::string error(const std::string& status, const std::string& code,
                         const std::string& headers = "") {
    return answer(status, "<Error><Code>" + code + "</Code><Message>m</Message></Error>", headers);
}

}  // namespace snapory
