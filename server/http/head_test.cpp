#include "http/head.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace snapory::http {
namespace {

constexpr HeadLimits limits{.bytes = 16UZ * 1024, .fields = 100};

struct Refused {
    const char* what;
    std::string bytes;
    int status;
};

class RefusedHead : public testing::TestWithParam<Refused> {};

TEST_P(RefusedHead, GivesItsStatus) {
    const auto head = parse_head(GetParam().bytes, limits);
    ASSERT_FALSE(head) << GetParam().what;
    EXPECT_EQ(head.error().status, GetParam().status) << GetParam().what;
}

std::string post(const std::string& fields) { return "POST / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n"; }
std::string get(const std::string& line) { return line + "\r\nHost: a\r\n\r\n"; }

INSTANTIATE_TEST_SUITE_P(
    Table, RefusedHead,
    testing::Values(Refused{"both lengths", post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"), 400},
                    Refused{"both lengths, other order",
                            post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n"), 400},
                    Refused{"two lengths", post("Content-Length: 5\r\nContent-Length: 6\r\n"), 400},
                    Refused{"the same length twice", post("Content-Length: 5\r\nContent-Length: 5\r\n"), 400},
                    Refused{"a list of lengths", post("Content-Length: 5, 5\r\n"), 400},
                    Refused{"a signed length", post("Content-Length: +5\r\n"), 400},
                    Refused{"a negative length", post("Content-Length: -5\r\n"), 400},
                    Refused{"a hex length", post("Content-Length: 0x5\r\n"), 400},
                    Refused{"an empty length", post("Content-Length: \r\n"), 400},
                    Refused{"a length past 64 bits", post("Content-Length: 99999999999999999999\r\n"), 400},
                    Refused{"chunked not alone", post("Transfer-Encoding: gzip, chunked\r\n"), 501},
                    Refused{"chunked twice", post("Transfer-Encoding: chunked, chunked\r\n"), 501},
                    Refused{"an unknown coding", post("Transfer-Encoding: xchunked\r\n"), 501},
                    Refused{"chunked in HTTP/1.0",
                            "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
                    Refused{"a folded line", post("X: a\r\n b\r\n"), 400},
                    Refused{"a folded line with a tab", post("X: a\r\n\tb\r\n"), 400},
                    Refused{"a folded length", post("Content-Length:\r\n 5\r\n"), 400},
                    Refused{"space before the colon", post("Content-Length : 5\r\n"), 400},
                    Refused{"no colon", post("Content-Length\r\n"), 400},
                    Refused{"an empty name", post(": 5\r\n"), 400},
                    Refused{"a bare LF in the fields", post("A: b\nC: d\r\n"), 400},
                    Refused{"a bare CR in a value", post("A: b\rC: d\r\n"), 400},
                    Refused{"NUL in a value", post(std::string("A: b\0c\r\n", 8)), 400},
                    Refused{"no host", "GET / HTTP/1.1\r\n\r\n", 400},
                    Refused{"two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
                    Refused{"an unknown method", get("BREW / HTTP/1.1"), 501},
                    Refused{"a method in lower case", get("get / HTTP/1.1"), 501},
                    Refused{"CONNECT", get("CONNECT a:80 HTTP/1.1"), 501},
                    Refused{"a target that is no path", get("GET a HTTP/1.1"), 400},
                    Refused{"the asterisk", get("OPTIONS * HTTP/1.1"), 400},
                    Refused{"space in the target", get("GET /a b HTTP/1.1"), 505},
                    Refused{"NUL in the target", get(std::string("GET /a\0 HTTP/1.1", 16)), 400},
                    Refused{"HTTP/2", get("GET / HTTP/2.0"), 505},
                    Refused{"HTTP/0.9", get("GET / HTTP/0.9"), 505},
                    Refused{"an expectation", post("Expect: tea\r\n"), 417}));

TEST(Head, TooManyFieldsAreRefused) {
    std::string fields;
    for (std::size_t i = 0; i < limits.fields; ++i) fields += "A: b\r\n";
    const auto head = parse_head(post(fields), limits);  // with Host, one too many
    ASSERT_FALSE(head);
    EXPECT_EQ(head.error().status, 431);
}

TEST(Head, ReadsWhatARequestSays) {
    const auto head = parse_head(
        "PUT /a%20b?c=d HTTP/1.1\r\nHost: a\r\ncontent-length: 17\r\nExpect: 100-Continue\r\n"
        "Cookie: x=1\r\nCookie: y=2\r\n\r\n",
        limits);
    ASSERT_TRUE(head) << head.error().detail;
    EXPECT_EQ(head->method, Method::put);
    EXPECT_EQ(head->target, "/a%20b?c=d");
    EXPECT_EQ(head->framing.length, 17U);
    EXPECT_FALSE(head->framing.chunked);
    EXPECT_TRUE(head->expects_continue);
    EXPECT_TRUE(head->keep_alive);
    EXPECT_EQ(head->headers.find("CONTENT-LENGTH"), "17");
    EXPECT_EQ(head->headers.count("cookie"), 2U);
}

TEST(Head, AbsoluteTargetsBecomePaths) {
    struct Row {
        const char* target;
        const char* path;
    };
    for (const Row& row : {Row{"http://a/b?c", "/b?c"}, Row{"http://a", "/"}, Row{"https://a?b", "/?b"}}) {
        const auto head = parse_head(get("GET " + std::string(row.target) + " HTTP/1.1"), limits);
        ASSERT_TRUE(head) << row.target;
        EXPECT_EQ(head->target, row.path);
    }
}

TEST(Head, KeepsAliveOnlyInHttp11AndUnlessToldToClose) {
    EXPECT_TRUE(parse_head(post(""), limits)->keep_alive);
    EXPECT_FALSE(parse_head(post("Connection: x, Close\r\n"), limits)->keep_alive);
    EXPECT_FALSE(parse_head("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", limits)->keep_alive);
}

TEST(Head, ItsEndIsFoundHoweverItIsCut) {
    const std::string bytes = "GET / HTTP/1.1\r\nHost: a\r\n\r\nrest";
    for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
        std::size_t scanned = 0;
        const auto early = find_head_end(std::string_view(bytes).substr(0, cut), scanned);
        const auto end = early ? early : find_head_end(bytes, scanned);
        EXPECT_EQ(end, bytes.size() - 4) << cut;
    }
}

TEST(Token, IsFoundInAList) {
    EXPECT_TRUE(has_token("keep-alive, Upgrade", "upgrade"));
    EXPECT_TRUE(has_token(" ,,close\t", "close"));
    EXPECT_FALSE(has_token("not-close", "close"));
    EXPECT_FALSE(has_token("", "close"));
}

}  // namespace
}  // namespace snapory::http
