#include "api/policy.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>

#include "api/problem.hpp"

namespace snapory {
namespace {

constexpr std::string_view allowed_headers =
    "Authorization, Content-Type, Idempotency-Key, If-None-Match, Range, X-Request-Id, traceparent";
constexpr std::string_view exposed_headers =
    "ETag, Location, Retry-After, X-Request-Id, Idempotency-Replayed, RateLimit-Limit, RateLimit-Remaining, "
    "RateLimit-Reset, Content-Range, Content-Disposition";

// The origin of the request when its pages may call.
std::string_view allowed_origin(const http::Request& request, const PolicyConfig& config) {
    auto origin = request.header("Origin").value_or("");
    bool allowed = std::find(config.allowed_origins.begin(), config.allowed_origins.end(), origin) !=
                   config.allowed_origins.end();
    return allowed ? origin : "";
}

void add_cors(const http::Request& request, http::Headers& headers, const PolicyConfig& config) {
    if (config.allowed_origins.empty()) return;
    headers.add("Vary", "Origin");
    auto origin = allowed_origin(request, config);
    if (origin.empty()) return;
    headers.set("Access-Control-Allow-Origin", origin);
    headers.set("Access-Control-Allow-Credentials", "true");
    headers.set("Access-Control-Expose-Headers", exposed_headers);
}

http::Response preflight(const http::Request& request, std::string_view allow, const PolicyConfig& config) {
    auto response = http::Response::no_content();
    response.headers().set("Allow", allow);
    if (allowed_origin(request, config).empty()) return response;
    response.headers().set("Access-Control-Allow-Methods", allow);
    response.headers().set("Access-Control-Allow-Headers", allowed_headers);
    response.headers().set("Access-Control-Max-Age", "7200");
    return response;
}

// Names what was read, so that reading it again unchanged costs no body.
void add_etag(const http::Request& request, http::Response& response) {
    bool reads = request.method() == http::Method::get || request.method() == http::Method::head;
    const auto* body = std::get_if<std::string>(&response.body());
    if (!reads || response.status() != 200 || !body || response.headers().contains("ETag")) return;
    std::array<char, 16> digits{};
    auto [end, error] =
        std::to_chars(digits.data(), digits.data() + digits.size(), std::hash<std::string_view>{}(*body), 16);
    response.headers().set("ETag", "W/\"" + std::string(digits.data(), end) + "\"");
}

void set_if_absent(http::Headers& headers, std::string_view name, std::string_view value) {
    if (!headers.contains(name)) headers.set(name, value);
}

void add_safety(const http::Request& request, http::Headers& headers) {
    set_if_absent(headers, "Cache-Control", "private, no-cache");
    set_if_absent(headers, "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    set_if_absent(headers, "Referrer-Policy", "no-referrer");
    headers.set("X-Content-Type-Options", "nosniff");
    if (request.scheme() == "https")
        headers.set("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
}

}  // namespace

void add_policy(http::Scope& scope, const PolicyConfig& config) {
    scope.on_failure(
        [](const http::Request& request, const http::Failure& failure) { return problem(request, failure); });
    scope.on_options([config](const http::Request& request, std::string_view allow) {
        return preflight(request, allow, config);
    });
    scope.after([config](const http::Request& request, http::Response& response) {
        add_etag(request, response);
        add_cors(request, response.headers(), config);
        add_safety(request, response.headers());
    });
}

}  // namespace snapory
