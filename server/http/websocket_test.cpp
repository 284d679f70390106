#include "http/websocket.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <set>
#include <string>
#include <thread>

#include "http/running_server.hpp"
#include "http/websocket_frame.hpp"

namespace snapory::http {
namespace {

using namespace std::chrono_literals;

// A client's end of a WebSocket, with a mask of zeros.
class Socket {
public:
    explicit Socket(const Address& address, const std::string& target = "/live") : connection_(address) {
        connection_.send("GET " + target +
                         " HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n"
                         "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        answer = connection_.read_until("\r\n\r\n");
    }
    bool send(Opcode opcode, std::string_view payload) {
        std::string head = frame_head(opcode, payload.size());
        head[1] = static_cast<char>(static_cast<unsigned char>(head[1]) | 0x80U);
        return connection_.send(head + std::string(4, '\0') + std::string(payload));
    }
    // The next frame: its opcode and payload, as "1 hello"; empty at the end of the stream.
    std::string read() {
        const std::string head = connection_.read_exactly(2);
        if (head.size() < 2) return {};
        std::size_t size = static_cast<unsigned char>(head[1]);
        if (size > 125) {
            const std::string longer = connection_.read_exactly(size == 126 ? 2 : 8);
            size = 0;
            for (const char c : longer) size = size << 8U | static_cast<unsigned char>(c);
        }
        return std::to_string(head[0] & 0x0F) + ' ' + connection_.read_exactly(size);
    }
    std::uint16_t read_close() {
        const std::string frame = read();
        return frame.starts_with("8 ") ? close_code_of(frame.substr(2)) : 0;
    }
    RawConnection& connection() { return connection_; }

    std::string answer;

private:
    RawConnection connection_;
};

// Everyone who is connected, as a room that broadcasts would know them.
class Audience {
public:
    void join(std::shared_ptr<WebSocketPeer> peer) {
        const std::lock_guard lock(mutex_);
        peers_.insert(std::move(peer));
        changed_.notify_all();
    }
    void leave(const std::shared_ptr<WebSocketPeer>& peer, std::uint16_t code) {
        const std::lock_guard lock(mutex_);
        peers_.erase(peer);
        last_code_ = code;
        changed_.notify_all();
    }
    bool wait_for(std::size_t count) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, 10s, [&] { return peers_.size() == count; });
    }
    void broadcast(std::string text) {
        const auto shared = std::make_shared<const std::string>(std::move(text));
        const std::lock_guard lock(mutex_);
        for (const auto& peer : peers_) peer->send(shared);
    }
    std::shared_ptr<WebSocketPeer> any() {
        const std::lock_guard lock(mutex_);
        return *peers_.begin();
    }
    std::uint16_t last_code() {
        const std::lock_guard lock(mutex_);
        return last_code_;
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::set<std::shared_ptr<WebSocketPeer>> peers_;
    std::uint16_t last_code_ = 0;
};

class Guest final : public WebSocketHandler {
public:
    explicit Guest(Audience& audience) : audience_(audience) {}
    void on_open(std::shared_ptr<WebSocketPeer> peer) override {
        peer_ = std::move(peer);
        audience_.join(peer_);
    }
    void on_message(std::string_view text) override {
        if (text == "fault") throw std::runtime_error("boom");
        peer_->send(std::make_shared<const std::string>("echo " + std::string(text)));
    }
    void on_close(std::uint16_t code) override { audience_.leave(peer_, code); }

private:
    Audience& audience_;
    std::shared_ptr<WebSocketPeer> peer_;
};

class WebSocketTest : public testing::Test {
protected:
    void start() {
        using Accepted = std::expected<std::unique_ptr<WebSocketHandler>, Response>;
        auto& site = site_.router.scope("");
        site.websocket("/live", [this](Request&) -> Accepted { return std::make_unique<Guest>(audience_); });
        site.websocket("/closed",
                       [](Request&) -> Accepted { return std::unexpected(Response::text(403, "no")); });
        site_.start();
    }
    Socket connect() { return Socket(site_.address()); }

    Audience audience_;
    RunningServer site_;
};

TEST_F(WebSocketTest, GreetsAsTheStandardSays) {
    start();
    auto socket = connect();
    EXPECT_TRUE(socket.answer.starts_with("HTTP/1.1 101 Switching Protocols\r\n"));
    EXPECT_NE(socket.answer.find("Connection: Upgrade\r\n"), std::string::npos);
    EXPECT_NE(socket.answer.find("Upgrade: websocket\r\n"), std::string::npos);
    EXPECT_NE(socket.answer.find("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"),
              std::string::npos);
    EXPECT_EQ(socket.answer.find("Content-Length"), std::string::npos);
}

TEST_F(WebSocketTest, EchoesAndAnswersPings) {
    start();
    auto socket = connect();
    socket.send(Opcode::text, "hello");
    EXPECT_EQ(socket.read(), "1 echo hello");
    socket.send(Opcode::ping, "are you there");
    EXPECT_EQ(socket.read(), "10 are you there");
    const std::string long_text(60'000, 'x');
    socket.send(Opcode::text, long_text);
    EXPECT_EQ(socket.read(), "1 echo " + long_text);
}

TEST_F(WebSocketTest, TakesMessagesThatCameWithTheHandshake) {
    start();
    RawConnection connection(site_.address());
    connection.send(
        "GET /live HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: "
        "WebSocket\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n" +
        std::string("\x81\x82\0\0\0\0hi", 8));
    connection.read_until("\r\n\r\n");
    EXPECT_EQ(connection.read_exactly(9),
              "\x81\x07"
              "echo hi");
}

TEST_F(WebSocketTest, RefusesWhatIsNoWebSocket) {
    start();
    const auto plain = site_.get("/live");
    EXPECT_EQ(plain.status, 426);
    EXPECT_EQ(plain.headers.find("Upgrade"), "websocket");
    EXPECT_TRUE(Socket(site_.address(), "/closed").answer.starts_with("HTTP/1.1 403 "));
    EXPECT_EQ(site_.send(Method::post, "/live", "").status, 405);
}

TEST_F(WebSocketTest, BroadcastsToAll) {
    start();
    std::vector<std::unique_ptr<Socket>> sockets;
    for (int i = 0; i < 50; ++i) sockets.push_back(std::make_unique<Socket>(site_.address()));
    ASSERT_TRUE(audience_.wait_for(50));
    for (int round = 0; round < 20; ++round) audience_.broadcast("photo " + std::to_string(round));
    for (auto& socket : sockets)
        for (int round = 0; round < 20; ++round)
            ASSERT_EQ(socket->read(), "1 photo " + std::to_string(round));
}

TEST_F(WebSocketTest, SaysGoodbyeWhenTheClientDoes) {
    start();
    auto socket = connect();
    ASSERT_TRUE(audience_.wait_for(1));
    socket.send(Opcode::close, close_payload(1000, "bye"));
    EXPECT_EQ(socket.read_close(), 1000);
    EXPECT_EQ(socket.read(), "");
    EXPECT_TRUE(audience_.wait_for(0));
    EXPECT_EQ(audience_.last_code(), 1000);
}

TEST_F(WebSocketTest, NoticesAClientThatVanishes) {
    start();
    {
        auto socket = connect();
        ASSERT_TRUE(audience_.wait_for(1));
    }
    EXPECT_TRUE(audience_.wait_for(0));
    EXPECT_EQ(audience_.last_code(), 1006);
}

TEST_F(WebSocketTest, ClosesWithTheCodeAndReasonOfTheRoom) {
    start();
    auto socket = connect();
    ASSERT_TRUE(audience_.wait_for(1));
    const auto peer = audience_.any();
    peer->send(std::make_shared<const std::string>("last words"));
    peer->close(4001, "revoked");
    peer->send(std::make_shared<const std::string>("too late"));
    EXPECT_EQ(socket.read(), "1 last words");
    EXPECT_EQ(socket.read(), "8 " + close_payload(4001, "revoked"));
    socket.send(Opcode::close, close_payload(4001, ""));
    EXPECT_EQ(socket.read(), "");
    EXPECT_TRUE(audience_.wait_for(0));
    peer->send(std::make_shared<const std::string>("nobody hears"));
}

TEST_F(WebSocketTest, ClosesOnABrokenFrameAndOnAFault) {
    start();
    auto broken = connect();
    broken.connection().send(std::string("\x81\x01x", 3));
    EXPECT_EQ(broken.read_close(), 1002);
    auto large = connect();
    large.send(Opcode::text, std::string(65UZ * 1024, 'x'));
    EXPECT_EQ(large.read_close(), 1009);
    auto faulty = connect();
    faulty.send(Opcode::text, "fault");
    EXPECT_EQ(faulty.read_close(), 1011);
    EXPECT_EQ(site_.ledger.wait_for_fault(), "boom");
}

TEST_F(WebSocketTest, LetsGoOfAClientThatReadsTooSlowly) {
    site_.config.websocket_queue_bytes = 100'000;
    start();
    auto slow = connect();
    auto quick = connect();
    ASSERT_TRUE(audience_.wait_for(2));
    const std::string text(50'000, 'x');
    std::atomic<bool> closed = false;
    std::jthread reader([&] {
        for (std::string frame = quick.read(); frame.starts_with("1 "); frame = quick.read()) {
        }
    });
    std::uint16_t code = 0;
    for (int i = 0; i < 10'000 && code == 0; ++i) {
        audience_.broadcast(text);
        std::this_thread::yield();
        if (audience_.last_code() != 0) break;
        if (i == 2000) {  // by now the slow one is being closed; read what it was sent
            std::string frame = slow.read();
            while (frame.starts_with("1 ")) frame = slow.read();
            code = close_code_of(frame.substr(2));
        }
    }
    EXPECT_EQ(code, 1013);
    closed = true;
    site_.server->stop(1s);
}

TEST_F(WebSocketTest, PingsWhoIsSilentAndDropsWhoStaysSo) {
    site_.config.websocket_ping = 500ms;
    start();
    auto socket = connect();
    EXPECT_EQ(socket.read(), "9 ");
    socket.send(Opcode::pong, "");
    EXPECT_EQ(socket.read(), "9 ");
    EXPECT_EQ(socket.read(), "");
    EXPECT_TRUE(audience_.wait_for(0));
    EXPECT_EQ(audience_.last_code(), 1006);
}

// As after a machine slept, or had too much to do: time has passed, and nobody asked.
TEST_F(WebSocketTest, AsksBeforeItDropsAClientThatWasSilentForLong) {
    site_.config.websocket_ping = 1ms;  // shorter than the time between two looks
    start();
    auto socket = connect();
    EXPECT_EQ(socket.read(), "9 ");
    EXPECT_EQ(socket.read(), "");
}

TEST_F(WebSocketTest, StopSaysGoodbye) {
    start();
    auto socket = connect();
    ASSERT_TRUE(audience_.wait_for(1));
    std::thread stopper([&] { site_.server->stop(10s); });
    EXPECT_EQ(socket.read_close(), 1001);
    socket.send(Opcode::close, close_payload(1001, ""));
    stopper.join();
    EXPECT_TRUE(audience_.wait_for(0));
}

}  // namespace
}  // namespace snapory::http
