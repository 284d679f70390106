#include "api/input.hpp"

#include <gtest/gtest.h>

#include "api/json.hpp"

namespace snapory {
namespace {

namespace json = boost::json;

TEST(Time, IsReadAsRfc3339) {
    struct {
        std::string_view text;
        std::string_view time;  // empty: refused
    } const rules[] = {
        {"2026-06-20T16:30:00Z", "2026-06-20T16:30:00.000Z"},
        {"2026-06-20T16:30:00.5Z", "2026-06-20T16:30:00.500Z"},
        {"2026-06-20T16:30:00.123456789Z", "2026-06-20T16:30:00.123Z"},
        {"2026-06-20t16:30:00z", "2026-06-20T16:30:00.000Z"},
        {"2026-06-20T16:30:00+02:00", "2026-06-20T14:30:00.000Z"},
        {"2026-06-20T23:30:00-05:30", "2026-06-21T05:00:00.000Z"},
        {"2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000Z"},
        {"2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z"},
        {"0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"},
        {"2026-02-29T00:00:00Z", ""},
        {"2026-13-01T00:00:00Z", ""},
        {"2026-06-20T24:00:00Z", ""},
        {"2026-06-20T16:60:00Z", ""},
        {"2026-06-20T16:30:61Z", ""},
        {"2026-06-20T16:30:00", ""},
        {"2026-06-20T16:30:00.Z", ""},
        {"2026-06-20T16:30:00.1234567890Z", ""},
        {"2026-06-20T16:30:00+0200", ""},
        {"2026-06-20T16:30:00Z ", ""},
        {"2026-06-20 16:30:00Z", ""},
        {"2026-6-20T16:30:00Z", ""},
        {"20260620T163000Z", ""},
        {"2026-06-20", ""},
        {"", ""},
    };
    for (const auto& [text, time] : rules) {
        auto read = parse_time(text);
        EXPECT_EQ(read ? to_text(*read) : "", time) << text;
    }
}

std::string codes(const std::vector<FieldError>& errors) {
    std::string text;
    for (const auto& error : errors) text += error.field + ":" + error.code + " ";
    return text;
}

TEST(Input, TellsEverythingThatIsWrongAtOnce) {
    auto body =
        json::parse(R"({"title":7,"pin":null,"limit":-1,"big":1e30,"half":1.5,"at":"soon","flag":"true",
                                "inner":{"list":[1],"kind":"blue"},"list":{}})")
            .as_object();
    std::vector<FieldError> errors;
    Input input(body, errors);
    input.require({"title", "pin", "missing"});
    EXPECT_FALSE(input.text("title"));
    EXPECT_FALSE(input.number("limit", 1, 200));
    EXPECT_FALSE(input.number("big", 1, 200));
    EXPECT_FALSE(input.number("half", 1, 200));
    EXPECT_FALSE(input.time("at"));
    EXPECT_FALSE(input.flag("flag"));
    EXPECT_FALSE(input.list("list", 0, 9));
    auto inner = input.object("inner");
    ASSERT_TRUE(inner);
    EXPECT_FALSE(inner->choice("kind", photo_states));
    EXPECT_FALSE(inner->list("list", 2, 9));
    EXPECT_EQ(codes(errors),
              "pin:required missing:required title:wrong_type limit:out_of_range big:out_of_range "
              "half:out_of_range at:wrong_format flag:wrong_type list:wrong_type inner.kind:unknown_value "
              "inner.list:wrong_length ");
}

TEST(Input, TellsAbsentFromNull) {
    auto body = json::parse(R"({"pin":null})").as_object();
    std::vector<FieldError> errors;
    Input input(body, errors);
    EXPECT_TRUE(input.is_null("pin"));
    EXPECT_FALSE(input.is_null("title"));
    EXPECT_FALSE(input.has("pin"));
    EXPECT_FALSE(input.text("pin"));
    EXPECT_TRUE(errors.empty());
}

TEST(Input, IdsAreUuids) {
    auto body = json::parse(R"({"ids":["0199f1c2-7a3e-7cc1-9a51-2f6f0d6a1b11","../../etc",7]})").as_object();
    std::vector<FieldError> errors;
    Input input(body, errors);
    EXPECT_EQ(ids<PhotoId>(input, "ids", 1, 10).size(), 1U);
    EXPECT_EQ(codes(errors), "ids[1]:wrong_format ids[2]:wrong_format ");
}

TEST(Query, TellsEverythingThatIsWrongAtOnce) {
    http::Request request(http::Method::get, "/?limit=201&hasFaces=1&status=done&from=x&q=%FF");
    std::vector<FieldError> errors;
    Query query(request, errors);
    EXPECT_FALSE(query.number("limit", 1, 200));
    EXPECT_FALSE(query.flag("hasFaces"));
    EXPECT_FALSE(query.choice("status", photo_states));
    EXPECT_FALSE(query.time("from"));
    EXPECT_FALSE(query.text("q", 10));
    EXPECT_EQ(codes(errors),
              "limit:out_of_range hasFaces:wrong_type status:unknown_value from:wrong_format q:too_long ");
}

TEST(JsonBody, MustBeAnObject) {
    struct {
        std::string_view body;
        std::string_view type;
        int status;  // 0: taken
    } const rules[] = {
        {"{}", "application/json", 0},
        {"", "", 0},
        {R"({"a":"b"})", "application/json; charset=utf-8", 0},
        {"[]", "application/json", 400},
        {"{", "application/json", 400},
        {"{} {}", "application/json", 400},
        {"{\"a\":\"\xFF\"}", "application/json", 400},
        {"a=b", "application/x-www-form-urlencoded", 415},
        {"{}", "text/plain", 415},
    };
    for (const auto& [body, type, status] : rules) {
        http::Headers headers;
        if (!type.empty()) headers.add("Content-Type", type);
        auto read = json_body(http::Request(http::Method::post, "/", headers, std::string(body)));
        EXPECT_EQ(read ? 0 : read.error().status(), status) << body;
    }
    std::string deep(100'000, '[');
    EXPECT_FALSE(json_body(http::Request(http::Method::post, "/", {}, deep)));
}

}  // namespace
}  // namespace snapory
