#include "http/delivery.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace snapory::http {
namespace {

using Kind = RangeRequest::Kind;

TEST(Range, Table) {
    struct Row {
        const char* field;
        std::uint64_t size;
        RangeRequest expected;
    };
    const std::vector<Row> table = {
        {"bytes=0-0", 10, {Kind::satisfiable, {0, 1}}},
        {"bytes=2-5", 10, {Kind::satisfiable, {2, 4}}},
        {"Bytes=2-5", 10, {Kind::satisfiable, {2, 4}}},
        {"bytes=2-", 10, {Kind::satisfiable, {2, 8}}},
        {"bytes=2-99", 10, {Kind::satisfiable, {2, 8}}},
        {"bytes=2-99999999999999999999", 10, {Kind::satisfiable, {2, 8}}},
        {"bytes=-3", 10, {Kind::satisfiable, {7, 3}}},
        {"bytes=-99", 10, {Kind::satisfiable, {0, 10}}},
        {"bytes= 1-2 , 5-6", 10, {Kind::satisfiable, {1, 6}}},
        {"bytes=5-6,1-2", 10, {Kind::satisfiable, {1, 6}}},
        {"bytes=50-60,1-2", 10, {Kind::satisfiable, {1, 2}}},
        {"bytes=10-", 10, {Kind::unsatisfiable, {}}},
        {"bytes=99999999999999999999-", 10, {Kind::unsatisfiable, {}}},
        {"bytes=-0", 10, {Kind::unsatisfiable, {}}},
        {"bytes=0-", 0, {Kind::unsatisfiable, {}}},
        {"bytes=-5", 0, {Kind::unsatisfiable, {}}},
        {"bytes=5-2", 10, {}},
        {"bytes=", 10, {}},
        {"bytes=-", 10, {}},
        {"bytes=a-b", 10, {}},
        {"bytes=1-2,x", 10, {}},
        {"bytes=1", 10, {}},
        {"bytes=1--2", 10, {}},
        {"lines=1-2", 10, {}},
        {"", 10, {}},
        {"bytes=0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0", 10, {}},
    };
    for (const Row& row : table) EXPECT_EQ(parse_range(row.field, row.size), row.expected) << row.field;
}

TEST(Etag, IsComparedWeakly) {
    EXPECT_TRUE(names_etag("\"a\"", "\"a\""));
    EXPECT_TRUE(names_etag("W/\"a\"", "\"a\""));
    EXPECT_TRUE(names_etag("\"b\", \"a\"", "W/\"a\""));
    EXPECT_TRUE(names_etag(" * ", "\"a\""));
    EXPECT_FALSE(names_etag("\"b\"", "\"a\""));
    EXPECT_FALSE(names_etag("", "\"a\""));
}

class TenBytes final : public BodySource {
public:
    std::uint64_t size() const override { return 10; }
    std::size_t read(std::uint64_t, std::span<std::byte>) override { return 0; }
};

Request request_with(Method method, const char* name, const char* value) {
    Headers headers;
    headers.add(name, value);
    return {method, "/", std::move(headers)};
}

Response ten_bytes() { return Response::stream(std::make_unique<TenBytes>(), "a/b").with("ETag", "\"t\""); }

TEST(Delivery, OfRanges) {
    const auto part = plan_delivery(request_with(Method::get, "Range", "bytes=2-3"), ten_bytes());
    EXPECT_EQ(part.status, 206);
    EXPECT_EQ(part.range, (ByteRange{2, 2}));
    EXPECT_EQ(part.content_range, "bytes 2-3/10");
    const auto beyond = plan_delivery(request_with(Method::get, "Range", "bytes=10-"), ten_bytes());
    EXPECT_EQ(beyond.status, 416);
    EXPECT_EQ(beyond.content_range, "bytes */10");
    EXPECT_EQ(beyond.range.length, 0U);
    const auto of_text =
        plan_delivery(request_with(Method::get, "Range", "bytes=2-3"), Response::text(200, "0123456789"));
    EXPECT_EQ(of_text.status, 200);
    const auto head = plan_delivery(request_with(Method::head, "Range", "bytes=2-3"), ten_bytes());
    EXPECT_EQ(head.status, 200);
    EXPECT_FALSE(head.body);
    EXPECT_EQ(head.range.length, 10U);
}

TEST(Delivery, OfRangesOnlyOfTheSameRepresentation) {
    struct Row {
        const char* if_range;
        int status;
    };
    for (const Row& row : {Row{"\"t\"", 206}, Row{"\"u\"", 200}, Row{"W/\"t\"", 200},
                           Row{"Sun, 06 Nov 1994 08:49:37 GMT", 200}}) {
        Headers headers;
        headers.add("Range", "bytes=2-3");
        headers.add("If-Range", row.if_range);
        EXPECT_EQ(plan_delivery({Method::get, "/", std::move(headers)}, ten_bytes()).status, row.status)
            << row.if_range;
    }
}

TEST(Delivery, OfWhatTheClientHas) {
    const auto known = plan_delivery(request_with(Method::get, "If-None-Match", "\"t\""), ten_bytes());
    EXPECT_EQ(known.status, 304);
    EXPECT_FALSE(known.body);
    EXPECT_FALSE(known.length);
    EXPECT_EQ(plan_delivery(request_with(Method::get, "If-None-Match", "\"u\""), ten_bytes()).status, 200);
    EXPECT_EQ(plan_delivery(request_with(Method::post, "If-None-Match", "\"t\""), ten_bytes()).status, 200);
}

TEST(Delivery, HeadHoldsWhatTheTransportAdds) {
    const Request request(Method::get, "/");
    const Response response = Response::text(201, "hi").with("Content-Length", "999").with("X-A", "b");
    std::string head;
    append_head(head, request, response, plan_delivery(request, response), false, "then");
    EXPECT_EQ(head,
              "HTTP/1.1 201 Created\r\nDate: then\r\nContent-Length: 2\r\nConnection: close\r\n"
              "Content-Type: text/plain; charset=utf-8\r\nX-A: b\r\n\r\n");
}

TEST(HttpDate, IsAnImfFixdate) {
    const std::string date(http_date());
    EXPECT_EQ(date.size(), 29U);
    EXPECT_TRUE(date.ends_with(" GMT"));
}

}  // namespace
}  // namespace snapory::http
