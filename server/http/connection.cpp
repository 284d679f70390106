#include "http/connection.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <cstdint>
#include <utility>

#include "http/websocket_session.hpp"

namespace snapory::http {
namespace {

constexpr std::size_t read_size = 4 << 10;
constexpr std::uint64_t most_drained = 64 << 20;  // bytes of a refused body that are still read

}  // namespace

Connection::Connection(Shared& shared, IoThread& thread, Socket socket, std::string peer, Gone gone)
    : shared_(shared),
      thread_(thread),
      socket_(std::move(socket)),
      peer_(std::move(peer)),
      gone_(std::move(gone)) {}

Connection::~Connection() = default;

Task<> Connection::serve(std::unique_ptr<Connection> connection) {
    connection->thread_.watch(*connection);
    co_await connection->run();
}

Task<> Connection::run() {
    while (true) {
        const Arrival arrival = co_await read_head();
        if (arrival == Arrival::ended) co_return;
        if (arrival == Arrival::request) co_await answer();
        if (sending_ != Turn::done) co_await deliver();
        exchange_->report(!broken_);
        if (broken_) co_return;
        if (auto handler = exchange_->take_websocket()) {
            co_await speak_websocket(std::move(handler));
            co_return;
        }
        if (!exchange_->keeps_alive()) break;
    }
    co_await linger();
}

Task<Connection::Arrival> Connection::read_head() {
    const ServerConfig& config = shared_.config;
    idle_ = true;
    deadline = Clock::now() + (input_.empty() ? config.keep_alive : config.header_deadline);
    while (true) {
        if (const auto arrival = take_head()) co_return *arrival;
        if (cut_ || (shared_.draining && input_.empty())) co_return Arrival::ended;
        expired_ = false;
        const auto room = boost::asio::buffer(input_.prepare(read_size).data(), read_size);
        const auto [error, count] = co_await socket_.async_read_some(room, as_result);
        if (expired_ && !input_.empty()) co_return refuse_head(408, "The header took too long to arrive.");
        if (error) co_return Arrival::ended;
        if (input_.empty()) deadline = Clock::now() + config.header_deadline;
        input_.commit(count);
    }
}

// Takes a request's head off the input, if all of it is there.
std::optional<Connection::Arrival> Connection::take_head() {
    while (scanned_ == 0 && input_.view().starts_with("\r\n")) input_.consume(2);  // RFC 9112, 2.2
    const std::size_t limit = shared_.config.max_header_bytes;
    const auto size = find_head_end(input_.view(), scanned_);
    if (size.value_or(input_.view().size()) > limit) return refuse_head(431, "The header is too large.");
    if (!size) return std::nullopt;
    scanned_ = 0;
    auto head =
        parse_head(input_.view().substr(0, *size), {.bytes = limit, .fields = shared_.config.max_headers});
    if (!head) return refuse_head(head.error().status, head.error().detail);
    input_.consume(*size);
    begin_exchange();
    exchange_->begin(std::move(*head));
    return Arrival::request;
}

Connection::Arrival Connection::refuse_head(int status, std::string_view detail) {
    begin_exchange();
    exchange_->refuse(status, detail);
    return Arrival::refused;
}

void Connection::begin_exchange() {
    idle_ = false;
    deadline = Clock::time_point::max();
    sending_ = Turn::paused;
    transfer_begun_ = Clock::now();
    exchange_ = std::make_unique<Exchange>(shared_, peer_);
}

Task<> Connection::answer() {
    if (!exchange_->answered() && exchange_->opens_first()) co_await step(&Exchange::open);
    if (exchange_->awaits_body()) co_await receive_body();
    if (exchange_->answered() || broken_) co_return;
    if (exchange_->runs_on_io_thread()) {
        exchange_->handle();
    } else {
        co_await step(&Exchange::handle);
    }
}

// Most reads end sooner than another thread could begin with them, so they run here, as long as somebody
// stands by. What the step answers starts on its way from there: most answers fit the socket, and a file's
// first bytes may have to come from the disk.
Task<> Connection::step(void (Exchange::*step)()) {
    const auto work = [this, step] {
        (*exchange_.*step)();
        if (exchange_->answered()) sending_ = exchange_->send(socket_.native_handle());
    };
    if (exchange_->only_reads() && thread_.covered()) {
        if (!thread_.run_aside(work)) co_await thread_.rejoin();
        co_return;
    }
    const bool ran =
        co_await run_on(shared_.handlers, shared_.config.handler_queue, thread_.executor(), work);
    if (!ran) exchange_->refuse(503, "Too much is going on here; try again in a moment.");
}

Task<> Connection::receive_body() {
    static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    if (exchange_->expects_continue() && input_.empty()) transmit(socket_.native_handle(), go_on, {}, false);
    transfer_begun_ = Clock::now();
    Turn turn = Turn::paused;
    const auto work = [this, &turn] {
        turn = exchange_->receive(socket_.native_handle(), input_, thread_scratch());
    };
    while (turn == Turn::paused) {
        if (exchange_->streams_body()) {
            co_await run_on(shared_.bodies, SIZE_MAX, thread_.executor(), work);
        } else {
            work();
        }
        if (turn == Turn::blocked && co_await ready(Socket::wait_read, transfer_deadline()))
            turn = Turn::paused;
    }
    if (turn == Turn::done) co_return;
    broken_ = !expired_;
    if (expired_) exchange_->refuse(408, "The body took too long to arrive.");
}

Task<> Connection::deliver() {
    if (broken_) co_return;
    transfer_begun_ = Clock::now();
    const auto work = [this] { sending_ = exchange_->send(socket_.native_handle()); };
    while (sending_ == Turn::paused || sending_ == Turn::blocked) {
        if (sending_ == Turn::blocked && !co_await ready(Socket::wait_write, transfer_deadline())) break;
        if (exchange_->sends_from_disk()) {
            co_await run_on(shared_.bodies, SIZE_MAX, thread_.executor(), work);
        } else {
            work();
        }
    }
    broken_ = sending_ != Turn::done;
}

// Closing with bytes unread would make the kernel throw the answer away before the client has seen it.
Task<> Connection::linger() {
    if (!exchange_->left_unread() && input_.empty()) co_return;
    exchange_.reset();
    ::shutdown(socket_.native_handle(), SHUT_WR);
    const auto until = Clock::now() + shared_.config.linger;
    for (std::uint64_t drained = 0; drained < most_drained && Clock::now() < until;) {
        if (!co_await ready(Socket::wait_read, until)) co_return;
        const Received got = receive(socket_.native_handle(), thread_scratch());
        if (got.turn == Turn::closed) co_return;
        drained += got.bytes;
    }
}

Task<> Connection::speak_websocket(std::unique_ptr<WebSocketHandler> handler) {
    exchange_.reset();
    websocket_ = std::make_shared<WebSocketSession>(shared_, thread_, socket_, *this, std::move(handler));
    const std::string ahead(input_.view());
    input_.release();
    co_await websocket_->run(ahead);
}

Task<bool> Connection::ready(Socket::wait_type what, Clock::time_point until) {
    if (cut_) co_return false;
    expired_ = false;
    deadline = until;
    const auto [error] = co_await socket_.async_wait(what, as_result);
    deadline = Clock::time_point::max();
    co_return !error && !expired_ && !cut_;
}

// A transfer may pause, but must not fall below the least rate on the whole.
Clock::time_point Connection::transfer_deadline() const {
    const ServerConfig& config = shared_.config;
    const std::chrono::milliseconds earned(exchange_->bytes_moved() * 1000 / config.min_bytes_per_second);
    return std::min(Clock::now() + config.idle_deadline, transfer_begun_ + config.idle_deadline + earned);
}

void Connection::interrupt() { socket_.cancel(); }

void Connection::on_deadline() {
    if (websocket_) return websocket_->on_deadline();
    expired_ = true;
    deadline = Clock::time_point::max();
    interrupt();
}

void Connection::on_drain() {
    if (websocket_) return websocket_->on_drain();
    if (idle_ && input_.empty()) interrupt();
}

void Connection::on_cut() {
    cut_ = true;
    ::shutdown(socket_.native_handle(), SHUT_RDWR);
    interrupt();
}

}  // namespace snapory::http
