#include "telemetry/span.hpp"

#include <gtest/gtest.h>

namespace snapory {
namespace {

using namespace std::chrono_literals;

TEST(Span, IsWrittenAsTheProtocolHasIt) {
    Span root{.context = {std::string(32, 'a'), std::string(16, 'b'), true},
              .parent_id = {},
              .name = "GET /events/:id",
              .kind = SpanKind::server,
              .begun = std::chrono::system_clock::time_point(1s),
              .took = 2ms,
              .failed = true,
              .attributes = {{"http.route", "/events/\":id"}, {"http.response.status_code", 503}}};
    Span child{.context = {std::string(32, 'a'), std::string(16, 'c'), true},
               .parent_id = std::string(16, 'b'),
               .name = "events.find",
               .kind = SpanKind::client,
               .begun = std::chrono::system_clock::time_point(1s),
               .took = 1ms,
               .failed = false,
               .attributes = {}};
    std::vector<Span::Attribute> resource{{"service.name", "snapory-api"}};
    EXPECT_EQ(
        to_otlp(resource, std::vector{root, child}),
        R"({"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"snapory-api"}}]},)"
        R"("scopeSpans":[{"scope":{"name":"snapory"},"spans":[)"
        R"({"traceId":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","spanId":"bbbbbbbbbbbbbbbb","name":"GET /events/:id","kind":2,)"
        R"("startTimeUnixNano":"1000000000","endTimeUnixNano":"1002000000","status":{"code":2},)"
        R"("attributes":[{"key":"http.route","value":{"stringValue":"/events/\":id"}},)"
        R"({"key":"http.response.status_code","value":{"intValue":"503"}}]},)"
        R"({"traceId":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","spanId":"cccccccccccccccc","parentSpanId":"bbbbbbbbbbbbbbbb",)"
        R"("name":"events.find","kind":3,"startTimeUnixNano":"1000000000","endTimeUnixNano":"1001000000","attributes":[]}]}]}]})");
}

}  // namespace
}  // namespace snapory
