#pragma once

#include <cstdint>
#include <exception>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/request.hpp"
#include "http/response.hpp"
#include "http/websocket.hpp"

namespace snapory::http {

// An ordinary blocking function, run where it may block; many run at once.
using Handler = std::function<Response(Request&)>;
// Runs on the handler pool before the body is read: gives where it goes, or the answer that refuses it
// unread.
using OpenSink = std::function<std::expected<std::unique_ptr<BodySink>, Response>(Request&)>;
// Gives who speaks with the client, or the answer that refuses the WebSocket. Runs on the handler pool.
using AcceptWebSocket = std::function<std::expected<std::unique_ptr<WebSocketHandler>, Response>(Request&)>;

constexpr std::uint64_t json_body_limit = 1 << 20;  // bytes; what a route takes unless it says otherwise

// One endpoint. A body goes into memory up to body_limit, or, when open_sink is set, to its sink.
struct Route {
    Handler handle;
    OpenSink open_sink = {};
    std::uint64_t body_limit = json_body_limit;  // bytes; a longer body is refused with 413
    // Run on the I/O thread instead: saves two thread switches, so it must neither block nor take long, and
    // the scope's hooks with it. Not for routes with a sink.
    bool on_io_thread = false;
};

// Why the transport answers in place of a handler.
struct Failure {
    int status;               // 404, 405, 413, 500 …; a renderer may choose another for a cause that it knows
    std::string_view detail;  // one sentence for people
    std::exception_ptr cause;  // what the handler threw, for 500; else null
};

// Sees a request before its handler and may answer in its place.
using Before = std::function<std::optional<Response>(Request&)>;
// Sees every response of the scope, failures too, before it is sent.
using After = std::function<void(const Request&, Response&)>;
using RenderFailure = std::function<Response(const Request&, const Failure&)>;
// Answers OPTIONS, CORS preflights among them; allow is the Allow header's value. Default: 204 with Allow.
using AnswerOptions = std::function<Response(const Request&, std::string_view allow)>;

class Router;

// The routes beneath one prefix, with the hooks they share. Patterns are relative to the prefix:
// "/events/:id/photos" names a parameter, "/assets/*path" takes all that remains; a literal wins over a
// parameter. Filled before the server starts; a clash of two routes throws std::logic_error.
class Scope {
public:
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

    void get(std::string_view pattern, Handler handle) { get(pattern, Route{.handle = std::move(handle)}); }
    void post(std::string_view pattern, Handler handle) { post(pattern, Route{.handle = std::move(handle)}); }
    void put(std::string_view pattern, Handler handle) { put(pattern, Route{.handle = std::move(handle)}); }
    void patch(std::string_view pattern, Handler handle) {
        patch(pattern, Route{.handle = std::move(handle)});
    }
    void del(std::string_view pattern, Handler handle) { del(pattern, Route{.handle = std::move(handle)}); }

    void get(std::string_view pattern, Route route) { add(Method::get, pattern, std::move(route)); }
    void post(std::string_view pattern, Route route) { add(Method::post, pattern, std::move(route)); }
    void put(std::string_view pattern, Route route) { add(Method::put, pattern, std::move(route)); }
    void patch(std::string_view pattern, Route route) { add(Method::patch, pattern, std::move(route)); }
    void del(std::string_view pattern, Route route) { add(Method::del, pattern, std::move(route)); }

    // A WebSocket lives at a GET route; a plain GET there is answered with 426.
    void websocket(std::string_view pattern, AcceptWebSocket accept);

    // Hooks of one kind run in the order they were added.
    void before(Before hook) { before_.push_back(std::move(hook)); }
    void after(After hook) { after_.push_back(std::move(hook)); }
    void on_failure(RenderFailure render) { render_failure_ = std::move(render); }
    void on_options(AnswerOptions answer) { answer_options_ = std::move(answer); }

private:
    friend class Router;
    Scope(Router& router, std::string prefix) : router_(&router), prefix_(std::move(prefix)) {}
    void add(Method method, std::string_view pattern, Route route);

    Router* router_;
    std::string prefix_;
    std::vector<Before> before_;
    std::vector<After> after_;
    RenderFailure render_failure_;
    AnswerOptions answer_options_;
};

// Finds the endpoint of a request. Filled by one thread, then only read, by any.
class Router {
public:
    // What a request leads to. Exactly one of route, websocket and status is set; none when the head could
    // not be read, which is the whole site's affair.
    struct Match {
        const Scope* scope = nullptr;
        const Route* route = nullptr;
        const AcceptWebSocket* websocket = nullptr;
        int status = 0;     // 400, 404 or 405; 204 for OPTIONS
        std::string allow;  // for 405 and OPTIONS
    };

    Router();
    ~Router();
    Router(const Router&) = delete;
    Router& operator=(const Router&) = delete;

    // The scope of a prefix such as "/api", made when first named; "" is the whole site. An unknown path
    // belongs to the scope with the longest prefix of it. Lives as long as the router.
    Scope& scope(std::string_view prefix);

    // Sets the request's route and parameters.
    Match match(Request& request) const;

    // What is served, ordered by pattern; a WebSocket is a GET.
    struct Endpoint {
        Method method;
        std::string pattern;  // whole: "/api/v1/events/:event"

        auto operator<=>(const Endpoint&) const = default;
    };
    std::vector<Endpoint> endpoints() const;

    std::optional<Response> run_before(const Match& match, Request& request) const;
    void run_after(const Match& match, const Request& request, Response& response) const;
    Response render(const Match& match, const Request& request, const Failure& failure) const;
    Response answer_options(const Match& match, const Request& request) const;

private:
    friend class Scope;
    struct Node;

    Node& node_for(const Scope& scope, std::string_view pattern);
    const Scope& scope_of(std::string_view path) const;
    const Scope& scope_of(const Match& match) const;

    std::vector<std::unique_ptr<Scope>> scopes_;
    std::unique_ptr<Node> root_;
};

}  // namespace snapory::http
