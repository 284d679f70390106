#pragma once

#include <any>
#include <cassert>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/body.hpp"
#include "http/headers.hpp"
#include "telemetry/trace.hpp"

namespace snapory::http {

enum class Method : std::uint8_t { get, head, post, put, patch, del, options };
constexpr std::size_t method_count = 7;

std::string_view to_string(Method method);
// Nothing for a method that this server does not speak. Case matters.
std::optional<Method> parse_method(std::string_view text);

// One request as its handler sees it. It lives until the response is sent; views into it live as long.
// Used by one thread at a time.
class Request {
public:
    using Pairs = std::vector<std::pair<std::string, std::string>>;

    Request() = default;
    // A request that came from no socket, for tests of handlers and renderers.
    Request(Method method, std::string target, Headers headers = {}, std::string body = {});

    // A HEAD request runs the handler of GET; the transport leaves the body out.
    Method method() const { return method_; }
    std::string_view target() const { return target_; }  // as sent: "/a%20b?c=d"
    std::string_view path() const;                       // as sent, without the query
    std::string_view query_string() const;               // as sent, without the "?"
    std::string_view route() const {
        return route_;
    }  // the pattern that matched: "/events/:id"; empty if none

    // A decoded parameter of the pattern: ":id", or "*path" for all that remains. Empty when there is none.
    std::string_view param(std::string_view name) const;
    // The first decoded value of a query parameter.
    std::optional<std::string_view> query(std::string_view name) const;
    const Pairs& queries() const { return queries_; }

    const Headers& headers() const { return headers_; }
    // The first field of this name; case does not matter.
    std::optional<std::string_view> header(std::string_view name) const { return headers_.find(name); }
    std::optional<std::string_view> cookie(std::string_view name) const;
    // The token of "Authorization: Bearer …".
    std::optional<std::string_view> bearer() const;

    // Who asks, past trusted proxies, as a numeric address; "unix" for a local socket.
    std::string_view remote_address() const { return remote_address_; }
    // What the client used to get here, past trusted proxies: "https" or "http", and the Host field.
    std::string_view scheme() const { return scheme_; }
    std::string_view host() const { return host_; }
    // X-Request-Id if the client sent a sane one, else made here; the response carries it too.
    std::string_view request_id() const { return request_id_; }
    // Where the request stands in a distributed trace: below what the client sent as `traceparent`, if that
    // is valid. Nothing when there is no trace, or none that is sampled begins here.
    const std::optional<TraceContext>& trace() const { return trace_; }
    const std::optional<TraceContext>& parent_trace() const { return parent_trace_; }

    // The body of a route that reads it into memory.
    const std::string& body() const { return body_; }
    // The sink that the route's open_sink gave; T is what it gave.
    template <class T>
    T& sink() const {
        assert(sink_);
        return static_cast<T&>(*sink_);
    }

    // What a `before` hook learned, for the handler: who is calling, for one. T must be copyable.
    template <class T>
    void attach(T value) {
        attached_ = std::move(value);
    }
    template <class T>
    T* attached() {
        return std::any_cast<T>(&attached_);
    }
    template <class T>
    const T* attached() const {
        return std::any_cast<T>(&attached_);
    }

private:
    friend class Exchange;
    friend class Router;

    Method method_ = Method::get;
    std::string target_;
    Headers headers_;
    Pairs queries_;
    Pairs params_;
    std::string_view route_;  // the router owns it
    std::string remote_address_;
    std::string_view scheme_ = "http";
    std::string host_;
    std::string request_id_;
    std::optional<TraceContext> trace_;
    std::optional<TraceContext> parent_trace_;
    std::string body_;
    std::unique_ptr<BodySink> sink_;
    std::any attached_;
};

}  // namespace snapory::http
