#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/json.hpp>

#include "api/input.hpp"
#include "api/problem.hpp"
#include "domain/caller.hpp"
#include "domain/result.hpp"
#include "domain/time.hpp"
#include "http/request.hpp"
#include "http/response.hpp"

namespace snapory {

// Who asks, as the scope's hook found out.
const Caller& caller_of(const http::Request& request);

// A path parameter as an id. What is no UUID names nothing, so the verb will not find it.
template <class SomeId>
SomeId id_of(const http::Request& request, std::string_view name) {
    return SomeId(std::string(request.param(name)));
}

// Where browsers reach this installation: the configured address, or the one that the request came to.
std::string origin_of(const http::Request& request, const std::string& public_url);

http::Response json_answer(int status, const boost::json::value& body);

// What `render` makes of the value, or the problem.
template <class T, class Render>
http::Response answer(const http::Request& request, const Result<T>& result, Render render) {
    if (!result) return problem(request, result.error());
    return render(*result);
}
// 204, or the problem.
http::Response answer(const http::Request& request, const Result<void>& result);

// Reads the JSON body with `read` and goes on with what it gives, or answers everything that is wrong with
// it.
template <class Read, class GoOn>
http::Response with_body(const http::Request& request, Read read, GoOn go_on) {
    auto body = json_body(request);
    if (!body) return std::move(body.error());
    std::vector<FieldError> errors;
    Input input(*body, errors);
    auto value = read(input);
    if (!errors.empty()) return problem(request, errors);
    return go_on(std::move(value));
}

// The same for the query.
template <class Read, class GoOn>
http::Response with_query(const http::Request& request, Read read, GoOn go_on) {
    std::vector<FieldError> errors;
    Query query(request, errors);
    auto value = read(query);
    if (!errors.empty()) return problem(request, errors);
    return go_on(std::move(value));
}

// Positions in lists as clients see them: opaque, and safe in a URL. A position is a time and an id.
std::string cursor_text(TimePoint at, std::string_view id);
struct CursorParts {
    TimePoint at;
    std::string id;
};
std::optional<CursorParts> parse_cursor(std::string_view cursor);

constexpr std::size_t default_page = 50;
constexpr std::size_t largest_page = 200;
std::size_t read_limit(Query& query);

// The position that `cursor` names; Position is made of a time and an id.
template <class Position, class SomeId>
std::optional<Position> read_position(Query& query) {
    auto text = query.text("cursor", 200);
    if (!text) return std::nullopt;
    auto parts = parse_cursor(*text);
    if (!parts) query.note("cursor", "wrong_format", "Send the nextCursor of the page before.");
    if (!parts) return std::nullopt;
    return Position{parts->at, SomeId(parts->id)};
}

}  // namespace snapory
