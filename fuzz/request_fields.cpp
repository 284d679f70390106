// Fields of a request that say who asks: X-Forwarded-For, Cookie, Authorization, traceparent.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <utility>

#include <boost/asio/ip/address.hpp>

#include "http/origin.hpp"
#include "http/request.hpp"
#include "telemetry/trace.hpp"

using namespace snapory;

namespace {

void expect(bool holds) {
    if (!holds) std::abort();
}

http::Headers field(std::string_view name, std::string_view value) {
    http::Headers headers;
    headers.add(name, value);
    return headers;
}

void forwarded(std::string_view value) {
    static const http::TrustedProxies proxies({"10.0.0.0/8", "::1"});
    const auto headers = field("X-Forwarded-For", value);
    expect(http::original_address(headers, "192.0.2.1", proxies) == "192.0.2.1");
    boost::system::error_code error;
    boost::asio::ip::make_address(http::original_address(headers, "10.0.0.1", proxies), error);
    expect(!error);
}

void credentials(std::string_view value) {
    auto headers = field("Cookie", value);
    headers.add("Authorization", value);
    const http::Request request(http::Method::get, "/", std::move(headers));
    const auto cookie = request.cookie("a");
    expect(!cookie ||
           (cookie->find(';') == std::string_view::npos && value.find(*cookie) != std::string_view::npos));
    expect(!request.bearer() || value.find(*request.bearer()) != std::string_view::npos);
}

void trace(std::string_view value) {
    const auto context = parse_traceparent(value);
    expect(!context || parse_traceparent(to_traceparent(*context)) == context);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view value(reinterpret_cast<const char*>(data), size);
    if (value.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos)
        return 0;  // no head lets these through
    forwarded(value);
    credentials(value);
    trace(value);
    return 0;
}
