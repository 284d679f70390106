#include "api/api.hpp"

#include <gtest/gtest.h>

#include "api/fixture_test.hpp"

namespace snapory {
namespace {

using enum http::Method;

using WholeApi = ServedApi;

TEST_F(WholeApi, FailuresOfTheTransportAreProblems) {
    auto absent = get("/api/v1/nothing");
    EXPECT_EQ(absent.status, 404);
    EXPECT_EQ(absent.at("code"), "not_found");
    EXPECT_EQ(absent.at("requestId"), absent.header("X-Request-Id"));
    EXPECT_EQ(absent.header("Content-Type"), "application/problem+json");
    auto wrong = send(put, "/api/v1/me", scene.host, "{}");
    EXPECT_EQ(wrong.status, 405);
    EXPECT_EQ(wrong.at("code"), "method_not_allowed");
    auto large = post("/api/v1/events", scene.host, "{\"title\":\"" + std::string(2'000'000, 'x') + "\"}");
    EXPECT_EQ(large.status, 413);
    EXPECT_EQ(large.at("code"), "too_large");
}

TEST_F(WholeApi, EveryAnswerIsGuarded) {
    auto answer = get("/api/v1/me", scene.host);
    EXPECT_EQ(answer.header("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(answer.header("Referrer-Policy"), "no-referrer");
    EXPECT_EQ(answer.header("Content-Security-Policy"), "default-src 'none'; frame-ancestors 'none'");
    EXPECT_EQ(answer.header("Cache-Control"), "private, no-cache");
    EXPECT_EQ(answer.header("Strict-Transport-Security"), "");
}

TEST_F(WholeApi, OnlyNamedOriginsMayCall) {
    auto ask = [&](std::string_view origin) {
        return send(options, "/api/v1/events", Anonymous(), {}, headers("Origin", origin));
    };
    EXPECT_EQ(ask("https://app.example.org").header("Access-Control-Allow-Origin"),
              "https://app.example.org");
    EXPECT_NE(ask("https://app.example.org").header("Access-Control-Allow-Methods").find("POST"),
              std::string::npos);
    for (const auto* origin : {"https://evil.example.org", "null", "https://app.example.org.evil.org"})
        EXPECT_EQ(ask(origin).header("Access-Control-Allow-Origin"), "") << origin;
}

TEST_F(WholeApi, TheDocumentIsServed) {
    auto document = get("/api/openapi.json");
    EXPECT_EQ(document.status, 200);
    EXPECT_EQ(document.at("openapi"), "3.1.0");
    auto page = get("/api/docs");
    EXPECT_EQ(page.status, 200);
    EXPECT_NE(page.header("Content-Security-Policy").find("script-src 'self'"), std::string::npos);
}

}  // namespace
}  // namespace snapory
