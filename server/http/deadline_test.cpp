#include <gtest/gtest.h>
#include <sys/socket.h>

#include <string>

#include "http/running_server.hpp"

namespace snapory::http {
namespace {

using namespace std::chrono_literals;

bool has(const std::string& text, std::string_view what) { return text.find(what) != std::string::npos; }

// Each client stalls somewhere; the server must let go by itself, long before the client's own patience ends.
class Deadlines : public testing::Test {
protected:
    void SetUp() override {
        auto& site = site_.router.scope("");
        site.get("/", [](Request&) { return Response::text(200, "ok"); });
        site.post("/", [](Request&) { return Response::text(200, "ok"); });
        site.get("/large", [](Request&) { return Response::text(200, std::string(64 << 20, 'x')); });
        site_.config.header_deadline = 100ms;
        site_.config.idle_deadline = 100ms;
        site_.config.keep_alive = 100ms;
        site_.config.linger = 100ms;
    }
    RawConnection connect() { return RawConnection(site_.address()); }

    RunningServer site_;
};

TEST_F(Deadlines, OfAHead) {
    site_.config.keep_alive = 1h;
    site_.start();
    auto connection = connect();
    connection.send("GET / HTTP/1.1\r\nHos");
    EXPECT_TRUE(has(connection.read_to_end(), " 408 "));
}

TEST_F(Deadlines, OfAHeadThatDrips) {
    site_.config.keep_alive = 1h;
    site_.start();
    auto connection = connect();
    connection.send("GET / HTTP/1.1\r\nHost: a\r\nX: ");
    const timeval pause{.tv_sec = 0, .tv_usec = 10'000};
    ::setsockopt(connection.fd(), SOL_SOCKET, SO_RCVTIMEO, &pause, sizeof pause);
    std::string response;
    while (!has(response, "HTTP/1.1") && connection.send("x")) response = connection.read_exactly(8);
    EXPECT_TRUE(has(response, "HTTP/1.1"));
    EXPECT_EQ(site_.ledger.wait_for(1).at(0).status, 408);
}

TEST_F(Deadlines, OfSilenceBetweenRequests) {
    site_.start();
    auto fresh = connect();
    EXPECT_EQ(fresh.read_to_end(), "");
    auto used = connect();
    used.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_TRUE(has(used.read_response(), "ok"));
    EXPECT_EQ(used.read_to_end(), "");
}

TEST_F(Deadlines, OfABody) {
    site_.start();
    auto connection = connect();
    connection.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhel");
    EXPECT_TRUE(has(connection.read_to_end(), " 408 "));
}

TEST_F(Deadlines, OfABodyBelowTheLeastRate) {
    site_.config.idle_deadline = 500ms;
    site_.config.min_bytes_per_second = 1'000'000;
    site_.start();
    auto connection = connect();
    connection.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n");
    const timeval pause{.tv_sec = 0, .tv_usec = 20'000};
    ::setsockopt(connection.fd(), SOL_SOCKET, SO_RCVTIMEO, &pause, sizeof pause);
    std::string response;
    while (!has(response, "HTTP/1.1") && connection.send("x")) response = connection.read_exactly(12);
    EXPECT_EQ(site_.ledger.wait_for(1).at(0).status, 408);
}

TEST_F(Deadlines, OfAClientThatDoesNotRead) {
    site_.start();
    auto connection = connect();
    connection.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
    const auto entry = site_.ledger.wait_for(1).at(0);
    EXPECT_GT(entry.bytes_out, 0U);
    EXPECT_LT(entry.bytes_out, 64U << 20);
}

TEST_F(Deadlines, OfAClientThatKeepsSendingWhatNobodyWants) {
    site_.start();
    auto connection = connect();
    connection.send("POST /unknown HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n");
    EXPECT_TRUE(has(connection.read_response(), " 404 "));
    while (connection.send("x")) {
    }
}

}  // namespace
}  // namespace snapory::http
