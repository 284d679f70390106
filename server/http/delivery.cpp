#include "http/delivery.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <ctime>

namespace snapory::http {
namespace {

constexpr std::size_t most_ranges = 16;

std::string_view trim(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::optional<std::uint64_t> parse_number(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc::result_out_of_range) return UINT64_MAX;
    if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

// One "first-last", "first-" or "-suffix"; ignored when malformed.
RangeRequest parse_one_range(std::string_view text, std::uint64_t size) {
    using enum RangeRequest::Kind;
    const auto dash = text.find('-');
    if (dash == std::string_view::npos) return {};
    const auto first = parse_number(text.substr(0, dash));
    const auto last = parse_number(text.substr(dash + 1));
    if (dash == 0) {
        if (!last) return {};
        const std::uint64_t length = std::min(*last, size);
        if (length == 0) return {.kind = unsatisfiable};
        return {.kind = satisfiable, .range = {.offset = size - length, .length = length}};
    }
    const bool open = dash + 1 == text.size();
    if (!first || (!last && !open) || (last && *last < *first)) return {};
    if (*first >= size) return {.kind = unsatisfiable};
    const std::uint64_t end = open ? size : std::min(*last, size - 1) + 1;
    return {.kind = satisfiable, .range = {.offset = *first, .length = end - *first}};
}

ByteRange spanning(const ByteRange& left, const ByteRange& right) {
    const std::uint64_t offset = std::min(left.offset, right.offset);
    return {.offset = offset,
            .length = std::max(left.offset + left.length, right.offset + right.length) - offset};
}

std::string_view without_weakness(std::string_view etag) {
    return etag.starts_with("W/") ? etag.substr(2) : etag;
}

bool has_ranges(const Response& response) {
    return std::holds_alternative<FileBody>(response.body()) ||
           std::holds_alternative<std::unique_ptr<BodySource>>(response.body());
}

// If-Range holds only for the very same representation: a strong tag that matches.
bool range_applies(const Request& request, const Response& response) {
    const auto if_range = request.header("If-Range");
    return !if_range || (!if_range->starts_with("W/") && response.headers().find("ETag") == *if_range);
}

void apply_range(const Request& request, const Response& response, Delivery& delivery) {
    const auto field = request.header("Range");
    if (!field || request.method() != Method::get || !range_applies(request, response)) return;
    const std::uint64_t size = delivery.range.length;
    const RangeRequest wanted = parse_range(*field, size);
    if (wanted.kind == RangeRequest::Kind::satisfiable) {
        delivery.status = 206;
        delivery.range = wanted.range;
        delivery.content_range = "bytes " + std::to_string(wanted.range.offset) + '-' +
                                 std::to_string(wanted.range.offset + wanted.range.length - 1) + '/' +
                                 std::to_string(size);
    } else if (wanted.kind == RangeRequest::Kind::unsatisfiable) {
        delivery.status = 416;
        delivery.range = {};
        delivery.content_range = "bytes */" + std::to_string(size);
    }
}

bool not_modified(const Request& request, const Response& response) {
    const auto etag = response.headers().find("ETag");
    const auto known = request.header("If-None-Match");
    return etag && known && names_etag(*known, *etag);
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
    out.append(name).append(": ").append(value).append("\r\n");
}

// Fields that only the transport may say.
bool is_ours(std::string_view name) {
    return same_name(name, "Content-Length") || same_name(name, "Connection") ||
           same_name(name, "Transfer-Encoding") || same_name(name, "Date");
}

}  // namespace

RangeRequest parse_range(std::string_view field, std::uint64_t size) {
    static constexpr std::string_view unit = "bytes=";
    if (!same_name(field.substr(0, unit.size()), unit)) return {};
    field.remove_prefix(unit.size());
    if (static_cast<std::size_t>(std::ranges::count(field, ',')) >= most_ranges) return {};
    RangeRequest whole{.kind = RangeRequest::Kind::unsatisfiable};
    for (bool more = true; more;) {
        const auto comma = field.find(',');
        more = comma != std::string_view::npos;
        const RangeRequest one = parse_one_range(trim(field.substr(0, comma)), size);
        if (more) field.remove_prefix(comma + 1);
        if (one.kind == RangeRequest::Kind::ignored) return {};
        if (one.kind == RangeRequest::Kind::unsatisfiable) continue;
        const bool first = whole.kind != RangeRequest::Kind::satisfiable;
        whole = {.kind = one.kind, .range = first ? one.range : spanning(whole.range, one.range)};
    }
    return whole;
}

bool names_etag(std::string_view if_none_match, std::string_view etag) {
    if (trim(if_none_match) == "*") return true;
    while (!if_none_match.empty()) {
        const std::string_view item = if_none_match.substr(0, if_none_match.find(','));
        if_none_match.remove_prefix(std::min(if_none_match.size(), item.size() + 1));
        if (without_weakness(trim(item)) == without_weakness(etag)) return true;
    }
    return false;
}

Delivery plan_delivery(const Request& request, const Response& response) {
    Delivery delivery{.status = response.status(), .range = {.offset = 0, .length = response.body_size()}};
    const bool reading = request.method() == Method::get || request.method() == Method::head;
    if (reading && response.status() == 200) {
        delivery.ranges = has_ranges(response);
        if (not_modified(request, response)) {
            delivery.status = 304;
        } else if (delivery.ranges) {
            apply_range(request, response, delivery);
        }
    }
    delivery.length = delivery.status != 204 && delivery.status != 304 && delivery.status >= 200;
    delivery.body = delivery.length && request.method() != Method::head;
    return delivery;
}

void append_head(std::string& out, const Request& request, const Response& response, const Delivery& delivery,
                 bool keep_alive, std::string_view date) {
    std::array<char, 20> number{};
    const auto digits = [&number](std::uint64_t value) {
        const auto result = std::to_chars(number.data(), number.data() + number.size(), value);
        return std::string_view(number.data(), static_cast<std::size_t>(result.ptr - number.data()));
    };
    out.append("HTTP/1.1 ").append(digits(static_cast<std::uint64_t>(delivery.status)));
    out.append(" ").append(reason_phrase(delivery.status)).append("\r\n");
    append_field(out, "Date", date);
    if (delivery.length) append_field(out, "Content-Length", digits(delivery.range.length));
    if (delivery.status == 101) {
        append_field(out, "Connection", "Upgrade");
    } else if (!keep_alive) {
        append_field(out, "Connection", "close");
    }
    if (delivery.ranges) append_field(out, "Accept-Ranges", "bytes");
    if (!delivery.content_range.empty()) append_field(out, "Content-Range", delivery.content_range);
    if (!request.request_id().empty()) append_field(out, "X-Request-Id", request.request_id());
    for (std::size_t i = 0; i < response.headers().size(); ++i) {
        const Headers::Field field = response.headers()[i];
        if (!is_ours(field.name)) append_field(out, field.name, field.value);
    }
    out.append("\r\n");
}

std::string_view http_date() {
    thread_local std::time_t made_at = 0;
    thread_local std::array<char, 32> text{};
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME_COARSE, &now);
    if (now.tv_sec != made_at) {
        made_at = now.tv_sec;
        std::tm parts{};
        ::gmtime_r(&made_at, &parts);
        std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
    }
    return text.data();
}

}  // namespace snapory::http
