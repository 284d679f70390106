#include "http/router.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace snapory::http {
namespace {

Handler answers(std::string text) {
    return [text = std::move(text)](Request&) { return Response::text(200, text); };
}

class Routes : public testing::Test {
protected:
    // What the route answers, or the status that stands for it.
    std::string ask(Method method, const std::string& target) {
        request_ = Request(method, target);
        match_ = router_.match(request_);
        if (match_.route == nullptr) return std::to_string(match_.status);
        return std::get<std::string>(match_.route->handle(request_).body());
    }
    std::string get(const std::string& target) { return ask(Method::get, target); }

    Router router_;
    Request request_;
    Router::Match match_;
};

TEST_F(Routes, LiteralsWinOverParametersAndParametersOverTheRest) {
    auto& site = router_.scope("");
    site.get("/", answers("home"));
    site.get("/events", answers("list"));
    site.get("/events/new", answers("new"));
    site.get("/events/:id", answers("one"));
    site.get("/events/:id/photos/:photo", answers("photo"));
    site.get("/events/new/x", answers("x"));
    site.get("/assets/*path", answers("asset"));
    EXPECT_EQ(get("/"), "home");
    EXPECT_EQ(get("/events"), "list");
    EXPECT_EQ(get("/events?limit=2"), "list");
    EXPECT_EQ(get("/events/new"), "new");
    EXPECT_EQ(get("/events/7"), "one");
    EXPECT_EQ(request_.param("id"), "7");
    EXPECT_EQ(request_.route(), "/events/:id");
    EXPECT_EQ(get("/events/new/photos/9"), "photo");
    EXPECT_EQ(request_.param("id"), "new");
    EXPECT_EQ(request_.param("photo"), "9");
    EXPECT_EQ(get("/assets/js/app.js"), "asset");
    EXPECT_EQ(request_.param("path"), "js/app.js");
    for (const char* unknown : {"/events/", "/events/7/", "//", "/event", "/events/7/photos", "/assets"})
        EXPECT_EQ(get(unknown), "404") << unknown;
}

TEST_F(Routes, ParametersAreDecodedOnce) {
    router_.scope("").get("/a/:name", answers("a"));
    router_.scope("").get("/files/*path", answers("file"));
    EXPECT_EQ(get("/a/x%20y%2Fz%2541"), "a");
    EXPECT_EQ(request_.param("name"), "x y/z%41");
    EXPECT_EQ(get("/files/a%2Fb"), "404");
    EXPECT_EQ(get("/files/a%2F..%2F..%2Fetc"), "404");
    for (const char* bad :
         {"/a/%00", "/a/%zz", "/a/..", "/a/%2e%2e", "/files/../x", "/files/a/%2E%2e/b", "/a/."})
        EXPECT_EQ(get(bad), "400") << bad;
}

TEST_F(Routes, MethodsThatAreNotThereAreNamed) {
    auto& site = router_.scope("");
    site.get("/a", answers("get"));
    site.put("/a", answers("put"));
    EXPECT_EQ(ask(Method::head, "/a"), "get");
    EXPECT_EQ(ask(Method::del, "/a"), "405");
    EXPECT_EQ(match_.allow, "GET, HEAD, PUT, OPTIONS");
    EXPECT_EQ(ask(Method::options, "/a"), "204");
    EXPECT_EQ(match_.allow, "GET, HEAD, PUT, OPTIONS");
    EXPECT_EQ(ask(Method::options, "/b"), "404");
}

TEST_F(Routes, ScopesHaveTheirOwnHooksAndFailures) {
    auto& api = router_.scope("/api");
    api.get("/v1/me", answers("me"));
    api.on_failure(
        [](const Request&, const Failure& failure) { return Response::json(failure.status, "{}"); });
    api.before([](Request&) -> std::optional<Response> { return std::nullopt; });
    api.before([](Request&) -> std::optional<Response> { return Response(401); });
    api.after([](const Request&, Response& response) { response.headers().set("X-Api", "1"); });
    router_.scope("").on_failure(
        [](const Request&, const Failure& failure) { return Response::html(failure.status, "<p>"); });

    EXPECT_EQ(get("/api/v1/me"), "me");
    EXPECT_EQ(request_.route(), "/api/v1/me");
    EXPECT_EQ(router_.run_before(match_, request_)->status(), 401);
    Response response(200);
    router_.run_after(match_, request_, response);
    EXPECT_EQ(response.headers().find("X-Api"), "1");

    const Failure not_found{.status = 404, .detail = "", .cause = {}};
    EXPECT_EQ(get("/api/unknown"), "404");
    EXPECT_EQ(router_.render(match_, request_, not_found).headers().find("Content-Type"), "application/json");
    EXPECT_EQ(get("/apiary"), "404");
    EXPECT_EQ(router_.render(match_, request_, not_found).headers().find("Content-Type"),
              "text/html; charset=utf-8");
    EXPECT_FALSE(router_.run_before(match_, request_));
}

TEST_F(Routes, AClashIsAMistakeOfTheProgram) {
    auto& site = router_.scope("");
    site.get("/a/:id", answers(""));
    EXPECT_THROW(site.get("/a/:id", answers("")), std::logic_error);
    EXPECT_THROW(site.get("/a/:name", answers("")), std::logic_error);
    EXPECT_THROW(site.websocket("/a/:id", {}), std::logic_error);
    EXPECT_THROW(site.get("b", answers("")), std::logic_error);
    EXPECT_THROW(router_.scope("x"), std::logic_error);
    EXPECT_THROW(router_.scope("/x/"), std::logic_error);
}

}  // namespace
}  // namespace snapory::http
