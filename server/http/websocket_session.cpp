#include "http/websocket_session.hpp"

#include <sys/socket.h>

#include <functional>
#include <utility>
#include <vector>

#include "http/transfer.hpp"

namespace snapory::http {
namespace {

constexpr std::chrono::seconds farewell{5};  // for the client to answer a close frame

}  // namespace

WebSocketSession::WebSocketSession(Shared& shared, IoThread& thread, Socket& socket, Watched& watched,
                                   std::unique_ptr<WebSocketHandler> handler)
    : shared_(shared),
      executor_(thread.executor()),
      socket_(socket),
      watched_(watched),
      handler_(std::move(handler)),
      frames_(shared.config.websocket_message_bytes) {}

Task<> WebSocketSession::run(std::string_view ahead) {
    watched_.deadline = heard_ + shared_.config.websocket_ping;
    Event opened = [self = shared_from_this()](WebSocketHandler& handler) { handler.on_open(self); };
    co_await call(std::move(opened));
    if (shared_.draining) on_drain();
    co_await take(std::as_bytes(std::span(ahead)));
    co_await listen();
    finish();
    Event closed = [code = client_code_](WebSocketHandler& handler) { handler.on_close(code); };
    co_await call(std::move(closed));
    handler_.reset();  // it may hold a peer, which holds this
}

Task<> WebSocketSession::listen() {
    while (!ended_) {
        const auto [error] = co_await socket_.async_wait(Socket::wait_read, as_result);
        if (error) co_return;
        const Received got = receive(socket_.native_handle(), thread_scratch());
        if (got.turn == Turn::closed) co_return;
        if (got.turn == Turn::blocked) continue;
        heard_ = Clock::now();
        co_await take(thread_scratch().first(got.bytes));
    }
}

// Copies what it needs of the bytes before it waits.
Task<> WebSocketSession::take(std::span<const std::byte> bytes) {
    if (deaf_) co_return;
    std::vector<Message> messages;
    const std::uint16_t fault = frames_.read(bytes, messages);
    for (Message& message : messages) {
        switch (message.opcode) {
            case Opcode::ping: control(Opcode::pong, message.payload); break;
            case Opcode::close: end_by_client(message.payload); co_return;
            case Opcode::text: {
                Event heard = [text = std::move(message.payload)](WebSocketHandler& handler) {
                    handler.on_message(text);
                };
                co_await call(std::move(heard));
                break;
            }
            default: break;
        }
    }
    if (fault == 0) co_return;
    deaf_ = true;
    close(fault, "");
}

Task<> WebSocketSession::call(Event event) {
    const auto work = [this, &event] {
        try {
            event(*handler_);
        } catch (const std::exception& error) {
            shared_.observer.on_fault(error.what());
            close(close_code::fault, "");
        }
    };
    in_call_ = true;
    co_await run_on(shared_.handlers, SIZE_MAX, executor_, work);
    in_call_ = false;
    heard_ = Clock::now();
}

// The client said goodbye: it wants no more, so what waits is dropped.
void WebSocketSession::end_by_client(std::string_view payload) {
    client_code_ = close_code_of(payload);
    ended_ = true;
    {
        const std::lock_guard lock(mutex_);
        if (!closing_) {
            drop_unsent();
            enqueue_close(client_code_ == close_code::none_given ? close_code::normal : client_code_, "");
        }
    }
    flush();
    ::shutdown(socket_.native_handle(), SHUT_WR);
}

void WebSocketSession::finish() {
    const std::lock_guard lock(mutex_);
    finished_ = true;
    closing_ = true;
    queue_.clear();
    watched_.deadline = Clock::time_point::max();
}

void WebSocketSession::on_deadline() {
    const auto now = Clock::now();
    const auto ping = shared_.config.websocket_ping;
    if (in_call_) heard_ = now;
    const bool asked = pinged_ > heard_;  // whoever was never asked may not be called silent
    bool hopeless = asked && now - pinged_ >= ping;
    {
        const std::lock_guard lock(mutex_);
        hopeless = hopeless || (closing_ && now >= farewell_ends_);
    }
    watched_.deadline = now + ping;
    if (hopeless) {
        ended_ = true;
        socket_.cancel();
    } else if (now - heard_ >= ping) {
        pinged_ = now;
        control(Opcode::ping, "");
    }
}

void WebSocketSession::on_drain() { close(close_code::going_away, "The server stops."); }

void WebSocketSession::send(std::shared_ptr<const std::string> text) {
    const std::lock_guard lock(mutex_);
    if (closing_) return;
    if (queued_bytes_ + text->size() > shared_.config.websocket_queue_bytes) {
        drop_unsent();
        return enqueue_close(close_code::try_again_later, "The client reads too slowly.");
    }
    std::string head = frame_head(Opcode::text, text->size());
    enqueue({.head = std::move(head), .payload = std::move(text)});
}

void WebSocketSession::close(std::uint16_t code, std::string_view reason) {
    const std::lock_guard lock(mutex_);
    if (!closing_) enqueue_close(code, reason);
}

void WebSocketSession::control(Opcode opcode, std::string_view payload) {
    const std::lock_guard lock(mutex_);
    if (closing_ || queued_bytes_ + payload.size() > shared_.config.websocket_queue_bytes) return;
    enqueue({.head = control_frame(opcode, payload), .payload = nullptr});
}

void WebSocketSession::enqueue(Frame frame) {
    queued_bytes_ += frame.size();
    queue_.push_back(std::move(frame));
    if (std::exchange(flush_scheduled_, true)) return;
    boost::asio::post(executor_, [self = shared_from_this()] { self->flush(); });
}

void WebSocketSession::enqueue_close(std::uint16_t code, std::string_view reason) {
    enqueue({.head = control_frame(Opcode::close, close_payload(code, reason)), .payload = nullptr});
    closing_ = true;
    farewell_ends_ = Clock::now() + farewell;
}

// A frame that has begun must end, or the client could not read what follows.
void WebSocketSession::drop_unsent() {
    while (queue_.size() > (front_sent_ > 0 ? 1 : 0)) {
        queued_bytes_ -= queue_.back().size();
        queue_.pop_back();
    }
}

// On the I/O thread.
void WebSocketSession::flush() {
    const std::lock_guard lock(mutex_);
    flush_scheduled_ = false;
    if (finished_ || awaiting_room_) return;
    if (closing_) watched_.deadline = std::min(watched_.deadline, farewell_ends_);
    if (write_queued()) return;
    awaiting_room_ = true;
    socket_.async_wait(Socket::wait_write, [self = shared_from_this()](boost::system::error_code error) {
        self->awaiting_room_ = false;
        if (!error) self->flush();
    });
}

// False when the socket is full. A client that is gone is found out by the reader.
bool WebSocketSession::write_queued() {
    while (!queue_.empty()) {
        const Frame& front = queue_.front();
        const std::string_view head =
            std::string_view(front.head).substr(std::min(front_sent_, front.head.size()));
        std::string_view payload = front.payload ? std::string_view(*front.payload) : std::string_view{};
        payload.remove_prefix(front_sent_ - std::min(front_sent_, front.head.size()));
        const Received gone = transmit(socket_.native_handle(), head, payload, queue_.size() > 1);
        if (gone.turn != Turn::done) return gone.turn != Turn::blocked;
        front_sent_ += gone.bytes;
        if (front_sent_ < front.size()) continue;
        queued_bytes_ -= front_sent_;
        front_sent_ = 0;
        queue_.pop_front();
    }
    return true;
}

}  // namespace snapory::http
