#include "http/exchange.hpp"

#include <algorithm>
#include <array>
#include <random>
#include <utility>

#include "http/coding.hpp"
#include "http/url.hpp"
#include "http/websocket_frame.hpp"
#include "telemetry/log.hpp"
#include "telemetry/trace.hpp"

namespace snapory::http {
namespace {

constexpr std::size_t longest_request_id = 128;
constexpr std::size_t head_reserve = 512;  // bytes; most heads fit

bool is_sane_id(std::string_view id) {
    return !id.empty() && id.size() <= longest_request_id && std::ranges::all_of(id, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
               c == '_' || c == '.';
    });
}

// Tells requests apart in logs; it guards nothing.
std::string make_request_id() {
    static constexpr std::string_view digits = "0123456789abcdef";
    thread_local std::mt19937_64 random{std::random_device{}()};
    std::string id(32, '0');
    for (std::size_t i = 0; i < id.size(); i += 16) {
        std::uint64_t bits = random();
        for (std::size_t j = 0; j < 16; ++j, bits >>= 4U) id[i + j] = digits[bits & 15U];
    }
    return id;
}

bool is_websocket_handshake(const Request& request) {
    return has_token(request.header("Connection").value_or(""), "upgrade") &&
           same_name(request.header("Upgrade").value_or(""), "websocket") &&
           request.header("Sec-WebSocket-Version") == "13" &&
           is_websocket_key(request.header("Sec-WebSocket-Key").value_or(""));
}

}  // namespace

Exchange::Exchange(const Shared& shared, std::string_view peer) : shared_(shared), peer_(peer) {}

void Exchange::begin(Head head) {
    request_.method_ = head.method;
    request_.target_ = std::move(head.target);
    request_.headers_ = std::move(head.headers);
    framing_ = head.framing;
    keep_alive_ = head.keep_alive;
    expects_continue_ = head.expects_continue;
    identify();
    match_ = shared_.router.match(request_);
    auto queries = parse_query(request_.query_string());
    if (!queries) return refuse(400, "The query has a broken escape.");
    request_.queries_ = std::move(*queries);
    plan_body();
}

void Exchange::identify() {
    const auto id = request_.header("X-Request-Id");
    request_.request_id_ = id && is_sane_id(*id) ? std::string(*id) : make_request_id();
    join_trace();
    request_.host_ = request_.header("Host").value_or("");
    if (shared_.proxies.contains(peer_)) {
        request_.remote_address_ = original_address(request_.headers_, peer_, shared_.proxies);
        if (request_.header("X-Forwarded-Proto") == "https") request_.scheme_ = "https";
    } else {
        request_.remote_address_ = peer_;
    }
}

// A request that brings no trace begins one only when it is sampled.
void Exchange::join_trace() {
    const double share = shared_.config.trace_share;
    const auto header = request_.header("traceparent");
    request_.parent_trace_ = header ? parse_traceparent(*header) : std::nullopt;
    if (!request_.parent_trace_ && share == 0) return;
    auto trace = request_.parent_trace_ ? child_of(*request_.parent_trace_) : begin_trace();
    trace.sampled = trace.sampled || is_in_share(trace, share);
    if (request_.parent_trace_ || trace.sampled) request_.trace_ = std::move(trace);
}

// Reads no body that nobody would take: what the router refuses is answered now.
void Exchange::plan_body() {
    const std::uint64_t limit =
        match_.route != nullptr ? std::min(match_.route->body_limit, shared_.config.max_body_bytes) : 0;
    if (framing_.has_body()) reader_.emplace(framing_, limit);
    switch (match_.status) {
        case 0: break;
        case 204: return guarded([this] { answer(shared_.router.answer_options(match_, request_)); });
        case 405:
            return fail({.status = 405, .detail = "This resource does not take this method.", .cause = {}});
        case 404: return fail({.status = 404, .detail = "Nothing is here.", .cause = {}});
        default: return fail({.status = match_.status, .detail = "The path is malformed.", .cause = {}});
    }
    if (reader_ && reader_->outcome() == BodyReader::Outcome::too_large) return settle_body();
    if (reader_ && !opens_first()) memory_.emplace(limit);
}

void Exchange::refuse(int status, std::string_view detail) {
    keep_alive_ = false;
    if (request_.request_id_.empty()) request_.request_id_ = make_request_id();
    fail({.status = status, .detail = detail, .cause = {}});
}

void Exchange::open() {
    guarded([this] {
        if (!run_hooks()) return;
        if (match_.websocket != nullptr) return accept_websocket();
        auto sink = match_.route->open_sink(request_);
        if (!sink) return answer(std::move(sink.error()));
        request_.sink_ = std::move(*sink);
        if (!reader_) request_.sink_->finish();
    });
}

void Exchange::accept_websocket() {
    if (!is_websocket_handshake(request_)) {
        const Failure failure{
            .status = 426, .detail = "Only WebSocket, version 13, is spoken here.", .cause = {}};
        return answer(shared_.router.render(match_, request_, failure)
                          .with("Upgrade", "websocket")
                          .with("Sec-WebSocket-Version", "13"));
    }
    auto accepted = (*match_.websocket)(request_);
    if (!accepted) return answer(std::move(accepted.error()));
    websocket_ = std::move(*accepted);
    answer(Response(101)
               .with("Upgrade", "websocket")
               .with("Sec-WebSocket-Accept", websocket_accept(*request_.header("Sec-WebSocket-Key"))));
}

Turn Exchange::receive(int socket, InputBuffer& ahead, std::span<std::byte> scratch) {
    Turn turn = Turn::done;
    guarded([&] {
        BodySink& sink = memory_ ? static_cast<BodySink&>(*memory_) : *request_.sink_;
        turn = reader_->read(socket, ahead, scratch, sink);
        if (turn == Turn::done) settle_body();
    });
    return answered_ ? Turn::done : turn;
}

void Exchange::settle_body() {
    switch (reader_->outcome()) {
        case BodyReader::Outcome::malformed: return refuse(400, "The body is not in the chunked coding.");
        case BodyReader::Outcome::too_large: return refuse(413, "The body is larger than is taken here.");
        case BodyReader::Outcome::complete:
            if (memory_) request_.body_ = memory_->take();
            return;
        case BodyReader::Outcome::arriving:
        case BodyReader::Outcome::unwanted: return;
    }
}

void Exchange::handle() {
    guarded([this] {
        if (!opens_first() && !run_hooks()) return;
        answer(match_.route->handle(request_));
    });
}

// False when a hook answered.
bool Exchange::run_hooks() {
    auto response = shared_.router.run_before(match_, request_);
    if (response) answer(std::move(*response));
    return !response;
}

// The one place where what a room throws becomes an answer.
template <class Step>
void Exchange::guarded(Step step) {
    static constexpr std::string_view detail =
        "Something went wrong here; the request id helps to find out what.";
    std::exception_ptr cause;
    const LogScope id("requestId", request_.request_id_);
    const TraceScope trace(request_.trace_ ? &*request_.trace_ : nullptr);
    try {
        return step();
    } catch (const std::exception& error) {
        fault_ = error.what();
        cause = std::current_exception();
    } catch (...) {
        fault_ = "an exception of unknown type";
        cause = std::current_exception();
    }
    fail({.status = 500, .detail = detail, .cause = cause});
}

void Exchange::fail(const Failure& failure) {
    websocket_.reset();
    try {
        Response response = shared_.router.render(match_, request_, failure);
        if (failure.status == 405) response.headers().set("Allow", match_.allow);
        if (failure.status == 503) response.headers().set("Retry-After", "1");
        answer(std::move(response));
    } catch (const std::exception& error) {
        fault_ += fault_.empty() ? "" : "; then the renderer: ";
        fault_ += error.what();
        prepare(Response::text(500, "Internal Server Error\n"));
    }
}

void Exchange::answer(Response response) {
    shared_.router.run_after(match_, request_, response);
    prepare(std::move(response));
}

void Exchange::refuse_range(std::string_view content_range) {
    const Failure failure{.status = 416, .detail = "The range begins beyond the end.", .cause = {}};
    answer(shared_.router.render(match_, request_, failure).with("Content-Range", content_range));
}

void Exchange::prepare(Response response) {
    if (left_unread() || shared_.draining) keep_alive_ = false;
    Delivery delivery = plan_delivery(request_, response);
    if (delivery.status == 416 && response.status() != 416) return refuse_range(delivery.content_range);
    if (delivery.length && compress(request_, response)) delivery.range.length = response.body_size();
    status_ = delivery.status;
    std::string head;
    head.reserve(head_reserve);
    append_head(head, request_, response, delivery, keep_alive_, http_date());
    sender_.start(std::move(head), std::move(response.body()), delivery.body ? delivery.range : ByteRange{});
    answered_ = true;
}

Turn Exchange::send(int socket) {
    try {
        return sender_.send(socket);
    } catch (const std::exception& error) {
        fault_ = error.what();
        return Turn::closed;
    }
}

void Exchange::report(bool delivered) const {
    const bool unanswered = !delivered && sender_.sent() == 0;
    const auto elapsed = std::chrono::steady_clock::now() - begun_;
    shared_.observer.on_request_end(
        {.request = request_,
         .status = unanswered ? 499 : status_,
         .bytes_in = reader_ ? reader_->received() : 0,
         .bytes_out = sender_.sent(),
         .duration = std::chrono::duration_cast<std::chrono::microseconds>(elapsed),
         .fault = fault_});
}

}  // namespace snapory::http
