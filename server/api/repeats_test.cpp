#include "api/repeats.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "infrastructure/memory/scene.hpp"

namespace snapory {
namespace {

class RepeatedRequest : public testing::Test {
protected:
    http::Response send(const std::string& key, const std::string& body, const Caller& caller,
                        int status = 201) {
        http::Headers headers;
        if (!key.empty()) headers.add("Idempotency-Key", key);
        http::Request request(http::Method::post, "/api/v1/events", headers, body);
        return repeats_.once(request, caller, [&] {
            ++runs_;
            return http::Response::json(status, "{\"run\":" + std::to_string(runs_) + "}")
                .with("Location", "/made");
        });
    }

    MemoryScene scene_;
    Repeats repeats_{scene_.idempotency_keys, scene_.tokens, scene_.clock};
    int runs_ = 0;
};

TEST_F(RepeatedRequest, GetsTheFirstAnswerAgain) {
    auto first = send("a key", "{}", scene_.host);
    auto second = send("a key", "{}", scene_.host);
    EXPECT_EQ(runs_, 1);
    EXPECT_EQ(std::get<std::string>(second.body()), std::get<std::string>(first.body()));
    EXPECT_EQ(second.status(), 201);
    EXPECT_EQ(second.headers().find("Location"), "/made");
    EXPECT_EQ(second.headers().find("Idempotency-Replayed"), "true");
    EXPECT_FALSE(first.headers().contains("Idempotency-Replayed"));
}

TEST_F(RepeatedRequest, WithoutAKeyRunsAgain) {
    send("", "{}", scene_.host);
    send("", "{}", scene_.host);
    EXPECT_EQ(runs_, 2);
}

TEST_F(RepeatedRequest, WithAnotherBodyIsRefused) {
    send("a key", "{}", scene_.host);
    EXPECT_EQ(send("a key", "{\"a\":1}", scene_.host).status(), 422);
    EXPECT_EQ(runs_, 1);
}

TEST_F(RepeatedRequest, OfAnotherCallerIsAnotherRequest) {
    send("a key", "{}", scene_.host);
    send("a key", "{}", scene_.stranger);
    EXPECT_EQ(runs_, 2);
}

TEST_F(RepeatedRequest, AfterARefusalRunsAgain) {
    send("a key", "{}", scene_.host, 422);
    EXPECT_EQ(send("a key", "{}", scene_.host).status(), 201);
    EXPECT_EQ(runs_, 2);
}

TEST_F(RepeatedRequest, WhileTheFirstRunsIsAConflict) {
    http::Headers headers;
    headers.add("Idempotency-Key", "a key");
    http::Request request(http::Method::post, "/api/v1/events", headers, "{}");
    auto outer = repeats_.once(request, scene_.host, [&] { return send("a key", "{}", scene_.host); });
    EXPECT_EQ(outer.status(), 409);
    EXPECT_EQ(runs_, 0);
}

TEST_F(RepeatedRequest, AfterAFaultRunsAgain) {
    http::Headers headers;
    headers.add("Idempotency-Key", "a key");
    http::Request request(http::Method::post, "/api/v1/events", headers, "{}");
    auto fault = [&]() -> http::Response { throw std::runtime_error("fault"); };
    EXPECT_THROW(static_cast<void>(repeats_.once(request, scene_.host, fault)), std::runtime_error);
    EXPECT_EQ(send("a key", "{}", scene_.host).status(), 201);
}

TEST_F(RepeatedRequest, KeysAreForgottenAfterADay) {
    send("a key", "{}", scene_.host);
    scene_.clock.advance(idempotency_lifetime);
    send("a key", "{}", scene_.host);
    EXPECT_EQ(runs_, 2);
}

TEST_F(RepeatedRequest, KeysHaveALimit) {
    EXPECT_EQ(send(std::string(256, 'k'), "{}", scene_.host).status(), 422);
}

}  // namespace
}  // namespace snapory
