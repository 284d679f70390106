#include "api/answer.hpp"

#include <charconv>

namespace snapory {

namespace json = boost::json;

const Caller& caller_of(const http::Request& request) {
    static const Caller nobody = Anonymous{};
    const auto* caller = request.attached<Caller>();
    return caller ? *caller : nobody;
}

std::string origin_of(const http::Request& request, const std::string& public_url) {
    if (!public_url.empty()) return public_url;
    return std::string(request.scheme()) + "://" + std::string(request.host());
}

http::Response json_answer(int status, const json::value& body) {
    return http::Response::json(status, json::serialize(body));
}

http::Response answer(const http::Request& request, const Result<void>& result) {
    if (!result) return problem(request, result.error());
    return http::Response::no_content();
}

std::string cursor_text(TimePoint at, std::string_view id) {
    return std::to_string(at.time_since_epoch().count()) + "." + std::string(id);
}

std::optional<CursorParts> parse_cursor(std::string_view cursor) {
    auto dot = cursor.find('.');
    if (dot == std::string_view::npos) return std::nullopt;
    auto digits = cursor.substr(0, dot);
    std::int64_t milliseconds = 0;
    auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), milliseconds);
    std::string id(cursor.substr(dot + 1));
    if (error != std::errc{} || end != digits.data() + digits.size() || !is_uuid(id)) return std::nullopt;
    return CursorParts{TimePoint(Milliseconds(milliseconds)), std::move(id)};
}

std::size_t read_limit(Query& query) { return query.number("limit", 1, largest_page).value_or(default_page); }

}  // namespace snapory
