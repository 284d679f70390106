#include "http/head.hpp"

#include <algorithm>
#include <charconv>

#include <boost/beast/http/basic_parser.hpp>

namespace snapory::http {
namespace {

namespace beast = boost::beast;

// Beast reads the grammar; this keeps what it finds.
class HeadParser final : public beast::http::basic_parser<true> {
public:
    HeadParser(Head& head, std::size_t max_fields) : head_(head), max_fields_(max_fields) {}

    bool method_known() const { return method_known_; }
    bool too_many_fields() const { return head_.headers.size() > max_fields_; }
    int version() const { return version_; }

private:
    using Error = beast::error_code;
    using View = beast::string_view;

    static std::string_view text(View view) { return {view.data(), view.size()}; }

    void on_request_impl(beast::http::verb, View method, View target, int version, Error&) override {
        const auto known = snapory::http::parse_method(text(method));
        method_known_ = known.has_value();
        head_.method = known.value_or(Method::get);
        head_.target = text(target);
        version_ = version;
    }
    void on_field_impl(beast::http::field, View name, View value, Error& error) override {
        head_.headers.add(text(name), text(value));
        if (too_many_fields()) error = beast::http::error::header_limit;
    }
    void on_response_impl(int, View, int, Error&) override {}
    void on_header_impl(Error&) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t>&, Error&) override {}
    std::size_t on_body_impl(View body, Error&) override { return body.size(); }
    void on_chunk_header_impl(std::uint64_t, View, Error&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, View body, Error&) override { return body.size(); }
    void on_finish_impl(Error&) override {}

    Head& head_;
    std::size_t max_fields_;
    bool method_known_ = false;
    int version_ = 0;
};

std::unexpected<Refusal> refuse(int status, std::string_view detail) {
    return std::unexpected(Refusal{.status = status, .detail = detail});
}

bool has_folded_line(std::string_view bytes) {
    return bytes.find("\r\n ") != std::string_view::npos || bytes.find("\r\n\t") != std::string_view::npos;
}

std::expected<Framing, Refusal> framing_of(const Head& head) {
    const auto encoding = head.headers.find("Transfer-Encoding");
    const auto length = head.headers.find("Content-Length");
    if (encoding) {
        if (length || head.http_1_0) return refuse(400, "The length of the body is given in two ways.");
        if (head.headers.count("Transfer-Encoding") > 1 || !same_name(*encoding, "chunked"))
            return refuse(501, "The only transfer coding spoken here is chunked.");
        return Framing{.chunked = true};
    }
    if (!length) return Framing{};
    Framing framing;
    const auto [end, error] =
        std::from_chars(length->data(), length->data() + length->size(), framing.length);
    if (head.headers.count("Content-Length") > 1 || error != std::errc{} ||
        end != length->data() + length->size())
        return refuse(400, "Content-Length is not one number.");
    return framing;
}

// Whether it has only what RFC 3986 lets a host and its port have.
bool is_host(std::string_view text) {
    static constexpr std::string_view marks = "-._~%!$&'()*+,;=:[]";
    return std::ranges::all_of(text, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               marks.find(c) != std::string_view::npos;
    });
}

// Turns "http://host/path" into "/path"; a proxy may ask so.
bool to_origin_form(std::string& target) {
    if (target.starts_with('/')) return true;
    const auto scheme = target.find("://");
    if (scheme == std::string::npos || !target.starts_with("http")) return false;
    const auto path = target.find_first_of("/?", scheme + 3);
    target = path == std::string::npos ? "/" : target.substr(path);
    if (target.starts_with('?')) target.insert(0, "/");
    return true;
}

std::optional<Refusal> settle(Head& head) {
    if (head.headers.count("Host") > 1 || (!head.http_1_0 && !head.headers.contains("Host")))
        return Refusal{400, "A request names one host."};
    if (!is_host(head.headers.find("Host").value_or(""))) return Refusal{400, "The host is not a name."};
    if (!to_origin_form(head.target)) return Refusal{400, "The target is not a path."};
    const auto framing = framing_of(head);
    if (!framing) return framing.error();
    head.framing = *framing;

    const std::string_view connection = head.headers.find("Connection").value_or("");
    head.keep_alive = !head.http_1_0 && !has_token(connection, "close");
    if (const auto expect = head.headers.find("Expect"); expect && !head.http_1_0) {
        if (!same_name(*expect, "100-continue"))
            return Refusal{417, "The only expectation met here is 100-continue."};
        head.expects_continue = true;
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::size_t> find_head_end(std::string_view bytes, std::size_t& scanned) {
    static constexpr std::string_view end = "\r\n\r\n";
    const auto found = bytes.find(end, scanned);
    if (found != std::string_view::npos) return found + end.size();
    scanned = bytes.size() < end.size() ? 0 : bytes.size() - end.size() + 1;
    return std::nullopt;
}

std::expected<Head, Refusal> parse_head(std::string_view bytes, const HeadLimits& limits) {
    if (has_folded_line(bytes)) return refuse(400, "A header field goes over several lines.");
    Head head;
    HeadParser parser(head, limits.fields);
    parser.header_limit(static_cast<std::uint32_t>(limits.bytes));
    parser.body_limit(boost::none);
    beast::error_code error;
    const std::size_t used = parser.put(boost::asio::buffer(bytes.data(), bytes.size()), error);
    if (parser.too_many_fields() || error == beast::http::error::header_limit)
        return refuse(431, "The header has too many or too long fields.");
    if (error == beast::http::error::bad_version)
        return refuse(505, "Only HTTP/1.1 and HTTP/1.0 are spoken here.");
    if (error || used != bytes.size()) return refuse(400, "The header is not HTTP.");
    if (!parser.method_known()) return refuse(501, "This method is not spoken here.");
    head.http_1_0 = parser.version() == 10;
    if (const auto refusal = settle(head)) return std::unexpected(*refusal);
    return head;
}

bool has_token(std::string_view list, std::string_view token) {
    while (!list.empty()) {
        std::string_view item = list.substr(0, list.find(','));
        list.remove_prefix(std::min(list.size(), item.size() + 1));
        const auto first = item.find_first_not_of(" \t");
        if (first == std::string_view::npos) continue;
        item = item.substr(first, item.find_last_not_of(" \t") - first + 1);
        if (same_name(item, token)) return true;
    }
    return false;
}

}  // namespace snapory::http
