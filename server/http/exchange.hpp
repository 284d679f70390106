#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "http/body_reader.hpp"
#include "http/head.hpp"
#include "http/router.hpp"
#include "http/sender.hpp"
#include "http/shared.hpp"
#include "http/transfer.hpp"

namespace snapory::http {

// One request and its answer. Its steps never wait for the network; the connection runs each on the thread
// where it belongs, one at a time.
class Exchange {
public:
    // The peer is the address of the socket's other end. All must outlive the exchange.
    Exchange(const Shared& shared, std::string_view peer);

    // Finds the route. What needs no handler is answered at once.
    void begin(Head head);
    // Answers in place of a handler; the connection closes after it.
    void refuse(int status, std::string_view detail);

    bool answered() const { return answered_; }
    // True when the hooks and open_sink, or accept, run before the body is read.
    bool opens_first() const {
        return match_.websocket != nullptr || (match_.route != nullptr && match_.route->open_sink != nullptr);
    }
    // True when its handler changes nothing, which is the case of most requests and of the short ones.
    bool only_reads() const {
        return match_.route != nullptr &&
               (request_.method() == Method::get || request_.method() == Method::head);
    }
    bool runs_on_io_thread() const { return match_.route != nullptr && match_.route->on_io_thread; }
    bool awaits_body() const {
        return !answered_ && reader_ && reader_->outcome() == BodyReader::Outcome::arriving;
    }
    bool streams_body() const { return request_.sink_ != nullptr; }
    bool expects_continue() const { return expects_continue_; }

    void open();
    Turn receive(int socket, InputBuffer& ahead, std::span<std::byte> scratch);
    void handle();

    // Sends the answer, as far as the socket takes it.
    Turn send(int socket);
    bool sends_from_disk() const { return sender_.reads_disk(); }
    std::uint64_t bytes_moved() const { return (reader_ ? reader_->received() : 0) + sender_.sent(); }

    // Whether another request may follow on this connection.
    bool keeps_alive() const { return keep_alive_; }
    // Whether bytes of the body may still be on their way.
    bool left_unread() const { return reader_ && reader_->outcome() != BodyReader::Outcome::complete; }
    // What accepted the WebSocket, once; null otherwise.
    std::unique_ptr<WebSocketHandler> take_websocket() { return std::move(websocket_); }

    // Tells the observer how it ended.
    void report(bool delivered) const;

private:
    void identify();
    void join_trace();
    void plan_body();
    void settle_body();
    bool run_hooks();
    void accept_websocket();
    template <class Step>
    void guarded(Step step);
    void fail(const Failure& failure);
    void answer(Response response);
    void refuse_range(std::string_view content_range);
    void prepare(Response response);

    const Shared& shared_;
    std::string_view peer_;
    std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();

    Request request_;
    Router::Match match_;
    Framing framing_;
    std::optional<BodyReader> reader_;
    std::optional<MemorySink> memory_;
    std::unique_ptr<WebSocketHandler> websocket_;
    Sender sender_;
    std::string fault_;
    int status_ = 0;
    bool answered_ = false;
    bool keep_alive_ = true;
    bool expects_continue_ = false;
};

}  // namespace snapory::http
