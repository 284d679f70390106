#include "api/accounts.hpp"

#include <gtest/gtest.h>

#include <set>

#include "api/fixture_test.hpp"

namespace snapory {
namespace {

using AccountsApi = ServedApi;

TEST_F(AccountsApi, SigningUpSignsIn) {
    auto made = post("/api/v1/auth/register", Anonymous(),
                     R"({"email":" Grace@Example.org ","password":"a long one","displayName":"Grace"})");
    ASSERT_EQ(made.status, 201) << made.text;
    EXPECT_EQ(made.at("user.email"), "grace@example.org");
    EXPECT_EQ(made.at("user.organizations.0.role"), "owner");
    EXPECT_EQ(made.at("expiresIn"), "900");
    auto cookie = made.header("Set-Cookie");
    for (const auto* part : {"snapory-refresh=", "HttpOnly", "SameSite=Strict", "Path=/api/v1/auth"})
        EXPECT_NE(cookie.find(part), std::string::npos) << cookie;
    auto me = send(http::Method::get, "/api/v1/me", Anonymous(), {},
                   headers("Authorization", "Bearer " + made.at("accessToken")));
    EXPECT_EQ(me.at("displayName"), "Grace");
}

TEST_F(AccountsApi, AllThatIsWrongIsToldAtOnce) {
    auto refused = post("/api/v1/auth/register", Anonymous(), R"({"email":"nobody","password":"short"})");
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(refused.at("errors.0.field"), "email");
    EXPECT_EQ(refused.at("errors.1.field"), "password");
    auto event = post("/api/v1/events", scene.host,
                      R"({"title":" ","pin":"12","state":"archived","settings":{"approval":"maybe"}})");
    EXPECT_EQ(event.status, 422);
    EXPECT_EQ(event.json().at("errors").as_array().size(), 4U) << event.text;
}

TEST_F(AccountsApi, ARefreshCookieWorksOnce) {
    auto made =
        post("/api/v1/auth/register", Anonymous(), R"({"email":"g@example.org","password":"a long one"})");
    auto cookie = made.header("Set-Cookie").substr(0, made.header("Set-Cookie").find(';'));
    auto renewed =
        send(http::Method::post, "/api/v1/auth/refresh", Anonymous(), {}, headers("Cookie", cookie));
    EXPECT_EQ(renewed.status, 200);
    auto next = renewed.header("Set-Cookie").substr(0, renewed.header("Set-Cookie").find(';'));
    EXPECT_NE(next, cookie);
    auto reused =
        send(http::Method::post, "/api/v1/auth/refresh", Anonymous(), {}, headers("Cookie", cookie));
    EXPECT_EQ(reused.status, 401);
    auto family = send(http::Method::post, "/api/v1/auth/refresh", Anonymous(), {}, headers("Cookie", next));
    EXPECT_EQ(family.status, 401);  // reuse ended the whole family
}

TEST_F(AccountsApi, TooManySignInsFromOneAddressAreRefused) {
    Answer answer;
    for (int i = 0; i <= 100; ++i)
        answer = post("/api/v1/auth/login", Anonymous(),
                      R"({"email":"x)" + std::to_string(i) + R"(@example.org","password":"wrong"})");
    EXPECT_EQ(answer.status, 429);
    EXPECT_EQ(answer.at("code"), "too_many_requests");
    EXPECT_EQ(answer.header("RateLimit-Remaining"), "0");
    EXPECT_EQ(answer.header("Retry-After"), "300");
}

TEST_F(AccountsApi, TooManySignInsToOneAccountAreRefused) {
    Answer answer;
    for (int i = 0; i <= 20; ++i)
        answer = post("/api/v1/auth/login", Anonymous(), R"({"email":"x@example.org","password":"wrong"})");
    EXPECT_EQ(answer.status, 429);
    EXPECT_EQ(answer.header("Retry-After"), "900");
    EXPECT_EQ(answer.at("detail"), "Too many attempts. Try again in 15 minutes.");
}

TEST_F(AccountsApi, AskingForANewPasswordTellsNothing) {
    auto ask = [&](std::string_view email) {
        return post("/api/v1/auth/password/forgot", Anonymous(),
                    R"({"email":")" + std::string(email) + R"("})");
    };
    for (const auto* email : {"ada@example.org", "nobody@example.org"}) {
        auto asked = ask(email);
        EXPECT_EQ(asked.status, 202) << asked.text;
        EXPECT_EQ(asked.text, "");
    }
    EXPECT_EQ(scene.outbox.counts().waiting, 2U);
    EXPECT_EQ(ask("nobody").at("errors.0.field"), "email");
}

TEST_F(AccountsApi, AMailSpeaksTheLanguageOfWhoAsks) {
    for (const auto* accepted : {"de-AT,en;q=0.5", "tlh"})
        send(http::Method::post, "/api/v1/auth/password/forgot", Anonymous(),
             R"({"email":"ada@example.org"})", headers("Accept-Language", accepted));
    std::multiset<std::string> languages;
    while (auto claimed = scene.outbox.claim(scene.clock.now())) languages.insert(claimed->mail.language);
    EXPECT_EQ(languages, (std::multiset<std::string>{"", "de"}));
}

class ApiWithoutMail : public ServedApi {
protected:
    ApiWithoutMail() : ServedApi(ApiConfig{}) {}
};

TEST_F(ApiWithoutMail, SaysWhoCanSetAPassword) {
    auto refused = post("/api/v1/auth/password/forgot", Anonymous(), R"({"email":"ada@example.org"})");
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(refused.at("code"), "mail_off");
    EXPECT_NE(refused.at("detail").find("snapory user password"), std::string::npos);
}

}  // namespace
}  // namespace snapory
