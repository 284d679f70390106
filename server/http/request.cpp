#include "http/request.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "http/url.hpp"

namespace snapory::http {
namespace {

constexpr std::array<std::string_view, method_count> method_names = {"GET",   "HEAD",   "POST",   "PUT",
                                                                     "PATCH", "DELETE", "OPTIONS"};

std::string_view trim(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace

std::string_view to_string(Method method) { return method_names[static_cast<std::size_t>(method)]; }

std::optional<Method> parse_method(std::string_view text) {
    const auto found = std::ranges::find(method_names, text);
    if (found == method_names.end()) return std::nullopt;
    return static_cast<Method>(found - method_names.begin());
}

Request::Request(Method method, std::string target, Headers headers, std::string body)
    : method_(method), target_(std::move(target)), headers_(std::move(headers)), body_(std::move(body)) {
    auto queries = parse_query(query_string());
    if (!queries) throw std::invalid_argument("the query has a broken escape");
    queries_ = std::move(*queries);
}

std::string_view Request::path() const {
    const std::string_view target = target_;
    return target.substr(0, target.find('?'));
}

std::string_view Request::query_string() const {
    const std::string_view target = target_;
    const auto mark = target.find('?');
    return mark == std::string_view::npos ? std::string_view{} : target.substr(mark + 1);
}

std::string_view Request::param(std::string_view name) const {
    for (const auto& [key, value] : params_)
        if (key == name) return value;
    return {};
}

std::optional<std::string_view> Request::query(std::string_view name) const {
    for (const auto& [key, value] : queries_)
        if (key == name) return value;
    return std::nullopt;
}

std::optional<std::string_view> Request::cookie(std::string_view name) const {
    std::string_view rest = header("Cookie").value_or("");
    while (!rest.empty()) {
        const std::string_view item = rest.substr(0, rest.find(';'));
        rest.remove_prefix(std::min(rest.size(), item.size() + 1));
        const std::string_view pair = trim(item);
        const auto equals = pair.find('=');
        if (equals != std::string_view::npos && pair.substr(0, equals) == name)
            return pair.substr(equals + 1);
    }
    return std::nullopt;
}

std::optional<std::string_view> Request::bearer() const {
    static constexpr std::string_view scheme = "Bearer ";
    const std::string_view value = header("Authorization").value_or("");
    if (value.size() <= scheme.size() || !same_name(value.substr(0, scheme.size()), scheme))
        return std::nullopt;
    return trim(value.substr(scheme.size()));
}

}  // namespace snapory::http
