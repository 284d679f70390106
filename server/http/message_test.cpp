#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

#include "http/origin.hpp"
#include "http/request.hpp"
#include "http/response.hpp"
#include "http/url.hpp"

namespace snapory::http {
namespace {

TEST(Headers, CompareNamesWithoutCase) {
    Headers headers;
    headers.add("Content-Type", "a/b");
    headers.add("X-One", "1");
    headers.add("x-one", "2");
    EXPECT_EQ(headers.find("content-TYPE"), "a/b");
    EXPECT_EQ(headers.find("X-ONE"), "1");
    EXPECT_EQ(headers.count("X-One"), 2U);
    headers.set("X-One", "3");
    EXPECT_EQ(headers.count("X-One"), 1U);
    EXPECT_EQ(headers.find("X-One"), "3");
    headers.remove("content-type");
    EXPECT_FALSE(headers.contains("Content-Type"));
}

TEST(Headers, LetNoDataStartAHeaderOfItsOwn) {
    Headers headers;
    EXPECT_THROW(headers.add("X", "a\r\nSet-Cookie: b"), std::invalid_argument);
    EXPECT_THROW(headers.add("X", "a\nb"), std::invalid_argument);
    EXPECT_THROW(headers.add("X", std::string("a\0b", 3)), std::invalid_argument);
    EXPECT_THROW(headers.add("X Y", "a"), std::invalid_argument);
    EXPECT_THROW(headers.add("", "a"), std::invalid_argument);
    EXPECT_EQ(headers.size(), 0U);
}

TEST(Url, PercentDecoding) {
    EXPECT_EQ(percent_decode("a%20b%2Fc+d"), "a b/c+d");
    EXPECT_EQ(percent_decode("%e2%82%AC"), "€");
    for (const char* broken : {"%", "%2", "%zz", "%00", "a%0"})
        EXPECT_FALSE(percent_decode(broken)) << broken;
    EXPECT_FALSE(percent_decode(std::string_view("a\0b", 3)));
}

TEST(Url, PercentEncodingIsUndoneByDecoding) {
    std::string all;
    for (int c = 1; c < 256; ++c) all.push_back(static_cast<char>(c));
    EXPECT_EQ(percent_decode(percent_encode(all)), all);
    EXPECT_EQ(percent_encode("a b/c~"), "a%20b%2Fc~");
}

TEST(Url, Queries) {
    using Pairs = Request::Pairs;
    EXPECT_EQ(parse_query("a=1&b=x+y%26&c&&=d&e=f=g"),
              (Pairs{{"a", "1"}, {"b", "x y&"}, {"c", ""}, {"", "d"}, {"e", "f=g"}}));
    EXPECT_EQ(parse_query(""), Pairs{});
    EXPECT_FALSE(parse_query("a=%g0"));
}

TEST(Request, SplitsItsTarget) {
    const Request request(Method::get, "/a/b?c=d&c=e");
    EXPECT_EQ(request.path(), "/a/b");
    EXPECT_EQ(request.query_string(), "c=d&c=e");
    EXPECT_EQ(request.query("c"), "d");
    EXPECT_FALSE(request.query("x"));
}

TEST(Request, ReadsCookiesAndBearerTokens) {
    Headers headers;
    headers.add("Cookie", "a=1;  session=x=y ; b");
    headers.add("Authorization", "bearer  token ");
    const Request request(Method::get, "/", std::move(headers));
    EXPECT_EQ(request.cookie("a"), "1");
    EXPECT_EQ(request.cookie("session"), "x=y");
    EXPECT_FALSE(request.cookie("b"));
    EXPECT_EQ(request.bearer(), "token");
    EXPECT_FALSE(Request(Method::get, "/").bearer());
}

TEST(Response, OffersAnyNameForSaving) {
    const auto disposition = [](std::string_view name) {
        const Response response = Response::text(200, "").as_attachment(name);
        return std::string(*response.headers().find("Content-Disposition"));
    };
    EXPECT_EQ(disposition("a.jpg"), "attachment; filename=\"a.jpg\"");
    EXPECT_EQ(disposition("é\"\r\n.jpg"),
              "attachment; filename=\"_____.jpg\"; filename*=UTF-8''%C3%A9%22%0D%0A.jpg");
    EXPECT_EQ(disposition("../x"), "attachment; filename=\".._x\"; filename*=UTF-8''..%2Fx");
}

TEST(Response, WritesCookies) {
    Response response(200);
    response.set_cookie({.name = "__Host-r",
                         .value = "v",
                         .path = "/",
                         .max_age = std::chrono::seconds(60),
                         .same_site = Cookie::SameSite::strict,
                         .http_only = true,
                         .secure = true});
    EXPECT_EQ(response.headers().find("Set-Cookie"),
              "__Host-r=v; Path=/; Max-Age=60; SameSite=Strict; HttpOnly; Secure");
}

TEST(Response, AFileThatIsNotThereIsAFault) {
    EXPECT_THROW(Response::file("/nonexistent/file", "a/b"), std::system_error);
}

TEST(Origin, TakesOnlyTheWordOfTrustedProxies) {
    struct Row {
        const char* peer;
        const char* forwarded;
        const char* expected;
    };
    const TrustedProxies proxies({"10.0.0.0/8", "127.0.0.1", "fd00::/8", "unix"});
    const std::vector<Row> table = {
        {"127.0.0.1", "203.0.113.9", "203.0.113.9"},
        {"127.0.0.1", "198.51.100.1, 203.0.113.9", "203.0.113.9"},
        {"127.0.0.1", "203.0.113.9, 10.1.2.3", "203.0.113.9"},
        {"unix", "203.0.113.9", "203.0.113.9"},
        {"fd00::1", "2001:db8::1", "2001:db8::1"},
        {"203.0.113.1", "198.51.100.1", "203.0.113.1"},
        {"127.0.0.2", "198.51.100.1", "127.0.0.2"},
        {"127.0.0.1", "nonsense", "127.0.0.1"},
        {"127.0.0.1", "", "127.0.0.1"},
        {"127.0.0.1", "10.0.0.1, 10.0.0.2", "10.0.0.1"},
    };
    for (const Row& row : table) {
        Headers headers;
        headers.add("X-Forwarded-For", row.forwarded);
        EXPECT_EQ(original_address(headers, row.peer, proxies), row.expected)
            << row.peer << ' ' << row.forwarded;
    }
    EXPECT_THROW(TrustedProxies({"example.org"}), std::invalid_argument);
}

}  // namespace
}  // namespace snapory::http
