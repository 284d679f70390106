#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace snapory::http {

// The far end of a WebSocket. Any thread may call; after the socket has closed every call does nothing.
class WebSocketPeer {
public:
    virtual ~WebSocketPeer() = default;
    // Queues a text message (UTF-8). One string may go to many peers. A client that reads too slowly, so that
    // more than ServerConfig::websocket_queue_bytes wait for it, is closed with 1013 (try again later).
    virtual void send(std::shared_ptr<const std::string> text) = 0;
    // Sends what is queued, then closes with this code (RFC 6455, 7.4) and reason (UTF-8, at most 123 bytes).
    virtual void close(std::uint16_t code, std::string_view reason) = 0;
};

// What a room does with one WebSocket. Calls come one after another, on the handler pool, so they may block;
// on_open is the first and on_close the last, exactly once each. One that throws closes the socket with 1011.
class WebSocketHandler {
public:
    virtual ~WebSocketHandler() = default;
    virtual void on_open(std::shared_ptr<WebSocketPeer> peer) = 0;
    // A whole text message: valid UTF-8 of at most ServerConfig::websocket_message_bytes.
    virtual void on_message(std::string_view text) = 0;
    // 1006 when the client vanished without a word.
    virtual void on_close(std::uint16_t code) = 0;
};

}  // namespace snapory::http
