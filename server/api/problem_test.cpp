#include "api/problem.hpp"

#include <gtest/gtest.h>

#include <set>

#include <boost/json.hpp>

#include "api/docs.hpp"
#include "application/ports/blob_store.hpp"
#include "application/ports/unavailable.hpp"

namespace snapory {
namespace {

namespace json = boost::json;

constexpr std::pair<Errc, int> statuses[] = {
    {Errc::invalid, 422},          {Errc::unauthenticated, 401},    {Errc::forbidden, 403},
    {Errc::not_found, 404},        {Errc::conflict, 409},           {Errc::event_closed, 409},
    {Errc::too_large, 413},        {Errc::unsupported_format, 415}, {Errc::unreadable, 422},
    {Errc::hash_mismatch, 422},    {Errc::incomplete_upload, 409},  {Errc::quota_exceeded, 403},
    {Errc::storage_full, 507},     {Errc::too_many_requests, 429},  {Errc::no_face, 422},
    {Errc::several_faces, 422},    {Errc::face_too_small, 422},     {Errc::face_too_dark, 422},
    {Errc::face_too_blurred, 422}, {Errc::face_turned_away, 422},   {Errc::face_search_off, 409},
    {Errc::consent_required, 422}, {Errc::not_ready, 409},          {Errc::mail_off, 409},
    {Errc::link_expired, 410},
};

std::set<std::string> documented_codes() {
    std::set<std::string> codes;
    auto document = json::parse(openapi_json());
    for (const auto& code : document.at_pointer("/components/schemas/ProblemCode/enum").as_array())
        codes.insert(std::string(code.as_string()));
    return codes;
}

json::object body_of(const http::Response& response) {
    return json::parse(std::get<std::string>(response.body())).as_object();
}

TEST(Problem, EveryErrorHasAStatusAndADocumentedCode) {
    auto codes = documented_codes();
    for (const auto& [code, status] : statuses) {
        EXPECT_EQ(problem_kind(code).status, status);
        EXPECT_TRUE(codes.contains(std::string(problem_kind(code).code))) << problem_kind(code).code;
    }
}

TEST(Problem, IsWhatTheStandardSays) {
    http::Request request(http::Method::get, "/api/v1/events?secret=1");
    auto response = problem(request, Error{Errc::invalid, "An event needs a title.", "title"});
    EXPECT_EQ(response.status(), 422);
    EXPECT_EQ(response.headers().find("Content-Type"), "application/problem+json");
    auto body = body_of(response);
    EXPECT_EQ(body.at("type"), "/problems/invalid");
    EXPECT_EQ(body.at("status"), 422);
    EXPECT_EQ(body.at("code"), "invalid");
    EXPECT_EQ(body.at("detail"), "An event needs a title.");
    EXPECT_EQ(body.at("instance"), "/api/v1/events");
    EXPECT_EQ(body.at("errors").at(0).at("field"), "title");
}

TEST(Problem, FaultsNeverTellWhatTheyAre) {
    struct {
        std::exception_ptr cause;
        int status;
    } const rules[] = {
        {std::make_exception_ptr(Unavailable("database at 10.0.0.7 is down")), 503},
        {std::make_exception_ptr(StorageFull("/var/lib is full")), 507},
        {std::make_exception_ptr(std::runtime_error("/etc/secret")), 500},
        {std::make_exception_ptr(7), 500},
    };
    for (const auto& [cause, status] : rules) {
        auto response = problem(http::Request(http::Method::get, "/"), http::Failure{500, "what", cause});
        EXPECT_EQ(response.status(), status);
        auto text = std::get<std::string>(response.body());
        EXPECT_EQ(text.find("10.0.0.7"), std::string::npos);
        EXPECT_EQ(text.find("/var/lib"), std::string::npos);
        EXPECT_EQ(text.find("secret"), std::string::npos);
    }
}

TEST(Problem, EveryFailureOfTheTransportIsDocumented) {
    auto codes = documented_codes();
    for (int status : {400, 404, 405, 408, 413, 414, 416, 417, 426, 431, 500, 501, 503, 505}) {
        auto response =
            problem(http::Request(http::Method::get, "/"), http::Failure{status, "Why.", nullptr});
        auto body = body_of(response);
        EXPECT_EQ(response.status(), status);
        EXPECT_EQ(body.at("status"), status);
        EXPECT_TRUE(codes.contains(std::string(body.at("code").as_string()))) << status;
        EXPECT_EQ(body.at("code") == "internal", status == 500) << status;
    }
}

TEST(Problem, IsOfUtf8WhateverWasAskedFor) {
    auto response = problem(http::Request(http::Method::get, "/events/\xFF\xFE \"x"),
                            http::Failure{404, "Nothing is here.", nullptr});
    EXPECT_EQ(body_of(response).at("instance"), "/events/%FF%FE%20\"x");
}

}  // namespace
}  // namespace snapory
