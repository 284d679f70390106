#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>

#include "http/io_thread.hpp"
#include "http/shared.hpp"
#include "http/websocket.hpp"
#include "http/websocket_frame.hpp"

namespace snapory::http {

// The server's end of one WebSocket, over a connection's socket. Peers may outlive it and then do nothing.
class WebSocketSession final : public WebSocketPeer, public std::enable_shared_from_this<WebSocketSession> {
public:
    // All but the handler belong to the connection or outlive it; `watched` is the connection.
    WebSocketSession(Shared& shared, IoThread& thread, Socket& socket, Watched& watched,
                     std::unique_ptr<WebSocketHandler> handler);

    // Speaks until the socket is done with; `ahead` was read behind the request's head.
    Task<> run(std::string_view ahead);

    // On the I/O thread.
    void on_deadline();
    void on_drain();

    // On any thread.
    void send(std::shared_ptr<const std::string> text) override;
    void close(std::uint16_t code, std::string_view reason) override;

private:
    using Event = std::function<void(WebSocketHandler&)>;

    struct Frame {
        std::string head;  // of a control frame: all of it
        std::shared_ptr<const std::string> payload;
        std::size_t size() const { return head.size() + (payload ? payload->size() : 0); }
    };

    Task<> listen();
    Task<> take(std::span<const std::byte> bytes);
    // Tells the handler, on the pool.
    Task<> call(Event event);
    void end_by_client(std::string_view payload);
    void finish();

    // The mutex is held.
    void enqueue(Frame frame);
    void enqueue_close(std::uint16_t code, std::string_view reason);
    void drop_unsent();
    bool write_queued();

    void control(Opcode opcode, std::string_view payload);
    void flush();

    Shared& shared_;
    Executor executor_;
    Socket& socket_;
    Watched& watched_;
    std::unique_ptr<WebSocketHandler> handler_;
    FrameReader frames_;
    Clock::time_point heard_ = Clock::now();  // when the client last gave a sign of life
    Clock::time_point pinged_{};
    std::uint16_t client_code_ = close_code::vanished;
    bool in_call_ = false;  // the handler is at work, and nothing is read
    bool deaf_ = false;     // the client broke the protocol; what else it says is not read
    bool ended_ = false;
    bool awaiting_room_ = false;  // the socket is full

    std::mutex mutex_;
    std::deque<Frame> queue_;       // guarded by mutex_, as all below
    std::size_t queued_bytes_ = 0;  // of queue_, with what is sent of its front
    std::size_t front_sent_ = 0;    // bytes
    bool flush_scheduled_ = false;
    bool closing_ = false;  // a close frame is queued or sent: nothing follows it
    Clock::time_point farewell_ends_;
    bool finished_ = false;  // socket and thread must not be touched any more
};

}  // namespace snapory::http
