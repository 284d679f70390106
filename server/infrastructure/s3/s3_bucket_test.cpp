#include "infrastructure/s3/s3_bucket.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <stdexcept>
#include <thread>
#include <tuple>

#include "application/ports/blob_store.hpp"
#include "application/ports/unavailable.hpp"

namespace snapory {
namespace {

// A server on loopback that answers each connection with the next text of its script and closes it; after the
// last it accepts no more. An empty text is a reset.
class ScriptedServer {
public:
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
            if (answer.empty()) {
                linger reset{1, 0};
                ::setsockopt(peer, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
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

std::string answer(const std::string& status, const std::string& body, const std::string& headers = "") {
    return "HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + headers +
           "Connection: close\r\n\r\n" + body;
}
std::string error(const std::string& status, const std::string& code, const std::string& headers = "") {
    return answer(status, "<Error><Code>" + code + "</Code><Message>m</Message></Error>", headers);
}

class S3Faults : public testing::Test {
protected:
    static std::string read(S3Bucket& bucket, std::uint64_t bytes) {
        std::string text;
        bucket.read("key", 0, bytes, [&](std::span<const std::byte> piece) {
            text.append(reinterpret_cast<const char*>(piece.data()), piece.size());
        });
        return text;
    }
    // What the operator is told when a GET is answered so.
    static std::string told(const std::string& text) {
        ScriptedServer server({text});
        S3Bucket bucket(server.endpoint(), credentials);
        try {
            read(bucket, 10);
        } catch (const Unavailable& fault) {
            return fault.what();
        }
        return "(nothing)";
    }
    static inline const S3Credentials credentials{"key", "secret", ""};
};

TEST_F(S3Faults, GoesOnWhereAnAnswerBrokeOff) {
    auto whole =
        answer("206 Partial Content", "hello world", "ETag: \"e\"\r\nContent-Range: bytes 0-10/11\r\n");
    auto rest = answer("206 Partial Content", " world", "ETag: \"e\"\r\nContent-Range: bytes 5-10/11\r\n");
    ScriptedServer server({whole.substr(0, whole.size() - 6), rest});
    S3Bucket bucket(server.endpoint(), credentials);
    EXPECT_EQ(read(bucket, 11), "hello world");
    EXPECT_NE(server.heads()[1].find("range: bytes=5-10\r\n"), std::string::npos) << server.heads()[1];
}

TEST_F(S3Faults, TriesAgainAfterAResetAndABusyStore) {
    auto good = answer("206 Partial Content", "hello", "ETag: \"e\"\r\nContent-Range: bytes 0-4/5\r\n");
    ScriptedServer server(
        {"", error("503 Slow Down", "SlowDown"), error("400 Bad Request", "RequestTimeout"), good});
    S3Bucket bucket(server.endpoint(), credentials);
    EXPECT_EQ(read(bucket, 5), "hello");
    EXPECT_EQ(server.heads().size(), 4U);
}

TEST_F(S3Faults, TakesAnErrorInA200ForOne) {
    auto done = answer("200 OK", "<CopyObjectResult><ETag>e</ETag></CopyObjectResult>");
    ScriptedServer server({error("200 OK", "InternalError"), done});
    S3Bucket bucket(server.endpoint(), credentials);
    EXPECT_TRUE(bucket.copy("a", "\"e\"", "b", {}));
    EXPECT_EQ(server.heads().size(), 2U);
}

TEST_F(S3Faults, GivesUpAfterAWhile) {
    ScriptedServer server({"", "", "", "", ""});
    S3Bucket bucket(server.endpoint(), credentials);
    EXPECT_THROW(bucket.write("key", body_of("hello"), {}), Unavailable);
    EXPECT_EQ(server.heads().size(), 5U);
}

TEST_F(S3Faults, SaysThatTheStoreIsFull) {
    ScriptedServer server({error("403 Forbidden", "QuotaExceeded")});
    S3Bucket bucket(server.endpoint(), credentials);
    EXPECT_THROW(bucket.write("key", body_of("hello"), {}), StorageFull);
}

TEST_F(S3Faults, SaysWhatTheOperatorCanDo) {
    auto skewed =
        told(error("403 Forbidden", "RequestTimeTooSkewed", "Date: Fri, 24 May 2013 00:00:00 GMT\r\n"));
    EXPECT_NE(skewed.find("clock"), std::string::npos) << skewed;
    EXPECT_NE(told(error("403 Forbidden", "SignatureDoesNotMatch")).find("storage.secret_key"),
              std::string::npos);
    EXPECT_NE(told(error("403 Forbidden", "InvalidAccessKeyId")).find("storage.access_key"),
              std::string::npos);
    EXPECT_NE(told(error("403 Forbidden", "AccessDenied")).find("may not"), std::string::npos);
    EXPECT_NE(told(error("404 Not Found", "NoSuchBucket")).find("make the bucket photos"), std::string::npos);
    auto elsewhere = error("301 Moved Permanently", "PermanentRedirect", "x-amz-bucket-region: eu-1\r\n");
    EXPECT_NE(told(elsewhere).find("another region, eu-1"), std::string::npos);
    EXPECT_EQ(told(error("404 Not Found", "NoSuchKey")), "(nothing)");
}

TEST_F(S3Faults, RefusesMoreThanWasAskedFor) {
    auto large = answer("206 Partial Content", std::string(100, 'x'), "Content-Range: bytes 0-99/100\r\n");
    EXPECT_NE(told(large).find("more than was asked"), std::string::npos);
}

}  // namespace
}  // namespace snapory
