#include <gtest/gtest.h>

#include <set>

#include "api/docs.hpp"
#include "api/fixture_test.hpp"

namespace snapory {
namespace {

namespace json = boost::json;

// What each role is answered by one route, when asked something sensible.
struct Rule {
    std::string_view route;  // method, and pattern as the router has it without /api/v1
    std::string_view body;
    int anonymous, host, photographer, stranger, guest, other_guest, outsider;
};

std::string_view method_of(const Rule& rule) { return rule.route.substr(0, rule.route.find(' ')); }
std::string pattern_of(const Rule& rule) {
    return "/api/v1" + std::string(rule.route.substr(rule.route.find('/')));
}

// Every route with every role. The photo is the guest's, ready and approved; the upload is the guest's.
constexpr Rule rules[] = {
    // clang-format off
    //                                                                               anon host phot stra gues othe outs
    {"POST /auth/register", R"({"email":"new@example.org","password":"long enough"})", 201, 201, 201, 201, 201, 201, 201},
    {"POST /auth/login", R"({"email":"ada@example.org","password":"a password"})",   200, 200, 200, 200, 200, 200, 200},
    {"POST /auth/refresh", "",                                                       401, 401, 401, 401, 401, 401, 401},
    {"POST /auth/logout", "",                                                        204, 204, 204, 204, 204, 204, 204},
    {"POST /auth/password", R"({"currentPassword":"a password","newPassword":"another one"})", 401, 200, 422, 200, 403, 403, 403},
    {"POST /auth/password/forgot", R"({"email":"ada@example.org"})",                 202, 202, 202, 202, 202, 202, 202},
    {"POST /auth/password/reset", R"({"token":"00","newPassword":"another one"})",   410, 410, 410, 410, 410, 410, 410},
    {"GET /me", "",                                                                  401, 200, 200, 200, 403, 403, 403},
    {"GET /me/sessions", "",                                                         401, 200, 200, 200, 403, 403, 403},
    {"DELETE /me/sessions", "",                                                      401, 204, 204, 204, 403, 403, 403},
    {"DELETE /me/sessions/:session", "",                                             401, 404, 404, 404, 403, 403, 403},
    {"GET /events", "",                                                              401, 200, 200, 200, 403, 403, 403},
    {"POST /events", R"({"title":"Another"})",                                       401, 201, 403, 201, 403, 403, 403},
    {"GET /events/:event", "",                                                       401, 200, 200, 404, 200, 200, 404},
    {"PATCH /events/:event", R"({"title":"Changed"})",                               401, 200, 403, 404, 403, 403, 404},
    {"DELETE /events/:event", "",                                                    401, 204, 403, 404, 403, 403, 404},
    {"GET /events/:event/qr.svg", "",                                                401, 200, 200, 404, 200, 200, 404},
    {"GET /events/:event/qr.png", "",                                                401, 200, 200, 404, 200, 200, 404},
    {"GET /join/:code", "",                                                          200, 200, 200, 200, 200, 200, 200},
    {"POST /join/:code", "",                                                         201, 201, 201, 201, 201, 201, 201},
    {"GET /events/:event/guests", "",                                                401, 200, 403, 404, 403, 403, 404},
    {"PATCH /events/:event/guests/me", R"({"displayName":"Someone"})",               401, 403, 403, 404, 200, 200, 404},
    {"DELETE /events/:event/guests/:guest", "",                                      401, 204, 403, 404, 403, 403, 404},
    {"GET /events/:event/invitations", "",                                           401, 200, 403, 404, 403, 403, 404},
    {"POST /events/:event/invitations", R"({"emails":["grace@example.org"]})",       401, 202, 403, 404, 403, 403, 404},
    {"DELETE /events/:event/invitations/:invitation", "",                            401, 404, 403, 404, 403, 403, 404},
    {"POST /events/:event/uploads", R"({"files":[{"name":"a.jpg","size":3,"contentType":"image/jpeg","sha256":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}]})",
                                                                                     401, 201, 201, 404, 201, 201, 404},
    {"GET /events/:event/uploads/:upload", "",                                       401, 404, 404, 404, 200, 404, 404},
    {"DELETE /events/:event/uploads/:upload", "",                                    401, 404, 404, 404, 204, 404, 404},
    {"POST /events/:event/uploads/:upload/parts", "",                                401, 404, 404, 404, 200, 404, 404},
    {"POST /events/:event/uploads/:upload/complete", "",                             401, 404, 404, 404, 409, 404, 404},
    {"GET /events/:event/photos", "",                                                401, 200, 200, 404, 200, 200, 404},
    {"POST /events/:event/photos", "form",                                           401, 201, 201, 404, 201, 201, 404},
    {"POST /events/:event/photos/bulk", R"({"action":"hide","ids":["0199f1c2-7a3e-7cc1-9a51-2f6f0d6a1b11"]})",
                                                                                     401, 200, 403, 404, 403, 403, 404},
    {"GET /search?q=a", "",                                                          401, 200, 200, 200, 200, 200, 200},
    {"GET /events/:event/tags", "",                                                  401, 200, 200, 404, 200, 200, 404},
    {"GET /events/:event/tags/:tag/proposals", "",                                   401, 200, 403, 404, 403, 403, 404},
    {"GET /events/:event/photos/:photo", "",                                         401, 200, 200, 404, 200, 200, 404},
    {"PATCH /events/:event/photos/:photo", R"({"moderation":"hidden"})",             401, 200, 403, 404, 403, 403, 404},
    {"DELETE /events/:event/photos/:photo", "",                                      401, 204, 403, 404, 204, 403, 404},
    {"POST /events/:event/photos/:photo/retry", "",                                  401, 409, 403, 404, 403, 403, 404},
    {"POST /events/:event/photos/:photo/top", "",                                    401, 204, 403, 404, 403, 403, 404},
    {"GET /events/:event/photos/:photo/similar", "",                                 401, 200, 200, 404, 200, 200, 404},
    {"GET /events/:event/best", "",                                                  401, 200, 200, 404, 200, 200, 404},
    {"GET /events/:event/photos/:photo/thumbnail", "",                               401, 302, 302, 404, 302, 302, 404},
    {"GET /events/:event/photos/:photo/preview", "",                                 401, 302, 302, 404, 302, 302, 404},
    {"GET /events/:event/photos/:photo/original", "",                                401, 302, 302, 404, 302, 302, 404},
    {"POST /events/:event/selfie", "form",                                           401, 409, 409, 404, 409, 409, 404},
    {"DELETE /events/:event/selfie", "",                                             401, 404, 404, 404, 404, 404, 404},
    {"GET /events/:event/selfie/matches", "",                                        401, 409, 409, 404, 409, 409, 404},
    {"POST /events/:event/selfie/feedback", R"({"photoId":"0199f1c2-7a3e-7cc1-9a51-2f6f0d6a1b11","verdict":"me"})",
                                                                                     401, 409, 409, 404, 409, 409, 404},
    {"GET /events/:event/selfie/mail", "",                                           401, 403, 403, 404, 200, 200, 404},
    {"PUT /events/:event/selfie/mail", R"({"email":"grace@example.org"})",           401, 409, 409, 404, 409, 409, 404},
    {"DELETE /events/:event/selfie/mail", "",                                        401, 403, 403, 404, 204, 204, 404},
    {"POST /unsubscribe/:token", "",                                                 410, 410, 410, 410, 410, 410, 410},
    {"GET /events/:event/people", "",                                                401, 409, 403, 404, 403, 403, 404},
    {"POST /events/:event/people/merge", R"({"into":"0199f1c2-7a3e-7cc1-9a51-2f6f0d6a1b11","ids":["0199f1c2-7a3e-7cc1-9a51-2f6f0d6a1b12"]})",
                                                                                     401, 409, 403, 404, 403, 403, 404},
    {"PATCH /events/:event/people/:person", R"({"name":"Ada"})",                     401, 409, 403, 404, 403, 403, 404},
    {"POST /events/:event/people/:person/split", R"({"faceIds":["0199f1c2-7a3e-7cc1-9a51-2f6f0d6a1b11"]})",
                                                                                     401, 409, 403, 404, 403, 403, 404},
    {"GET /events/:event/cameras", "",                                               401, 200, 403, 404, 403, 403, 404},
    {"PATCH /events/:event/cameras/:camera", R"({"clockOffset":60})",                401, 404, 403, 404, 403, 403, 404},
    {"GET /events/:event/clock-card", "",                                            401, 200, 403, 404, 403, 403, 404},
    {"POST /events/:event/downloads", R"({"filter":{}})",                            401, 201, 201, 404, 201, 201, 404},
    {"GET /downloads/:download", "",                                                 404, 404, 404, 404, 404, 404, 404},
    {"GET /events/:event/changes", "",                                               401, 200, 200, 404, 200, 200, 404},
    {"POST /events/:event/live", "",                                                 401, 201, 201, 404, 201, 201, 404},
    {"GET /events/:event/live", "",                                                  426, 426, 426, 426, 426, 426, 426},
    // clang-format on
};

std::string replaced(std::string text, const std::string& part, const std::string& by) {
    if (auto at = text.find(part); at != std::string::npos) text.replace(at, part.size(), by);
    return text;
}

class Access : public ServedApi, public testing::WithParamInterface<Rule> {
protected:
    Access() {
        photo_ = scene.add_ready_photo(scene.guest, "a photo").id;
        auto begun = post(event_path("/uploads"), scene.guest,
                          R"({"files":[{"name":"b.jpg","size":4,"contentType":"image/jpeg","sha256":")"
                          R"(88d4266fd4e6338d13b845fcf289579d209c897823b9217da3e161936f031589"}]})");
        upload_ = begun.at("items.0.uploadId");
    }

    Answer ask(const Caller& caller) {
        const auto& rule = GetParam();
        auto target = pattern_of(rule);
        target = replaced(target, ":event", scene.event.id.text());
        target = replaced(target, ":guest", scene.other_guest.guest.text());
        target = replaced(target, ":photo", photo_.text());
        target = replaced(target, ":upload", upload_);
        target = replaced(target, ":code", scene.event.code.text());
        target = replaced(target, ":invitation", "0199f1c2-7a3e-7cc1-9a51-2f6f0d6a1b11");
        target = replaced(target, ":session", "0199f1c2-7a3e-7cc1-9a51-2f6f0d6a1b11");
        target = replaced(target, ":person", "0199f1c2-7a3e-7cc1-9a51-2f6f0d6a1b11");
        target = replaced(target, ":download", "0199f1c2-7a3e-7cc1-9a51-2f6f0d6a1b11");
        if (rule.body != "form") return send(*http::parse_method(method_of(rule)), target, caller, rule.body);
        auto bytes = jpeg("another photo");
        std::string content(bytes.begin(), bytes.end());
        return post_form(target, caller,
                         {{"consent", std::string(privacy_policy_version)},
                          {"image; filename=a.jpg", content},
                          {"file; filename=a.jpg", content}});
    }

    PhotoId photo_;
    std::string upload_;
};

class AnonymousAccess : public Access {};
class HostAccess : public Access {};
class PhotographerAccess : public Access {};
class StrangerAccess : public Access {};
class GuestAccess : public Access {};
class OtherGuestAccess : public Access {};
class OutsiderAccess : public Access {};

TEST_P(AnonymousAccess, IsAsTheTableSays) { EXPECT_EQ(ask(Anonymous()).status, GetParam().anonymous); }
TEST_P(HostAccess, IsAsTheTableSays) { EXPECT_EQ(ask(scene.host).status, GetParam().host); }
TEST_P(PhotographerAccess, IsAsTheTableSays) {
    EXPECT_EQ(ask(scene.photographer).status, GetParam().photographer);
}
TEST_P(StrangerAccess, IsAsTheTableSays) { EXPECT_EQ(ask(scene.stranger).status, GetParam().stranger); }
TEST_P(GuestAccess, IsAsTheTableSays) { EXPECT_EQ(ask(scene.guest).status, GetParam().guest); }
TEST_P(OtherGuestAccess, IsAsTheTableSays) {
    EXPECT_EQ(ask(scene.other_guest).status, GetParam().other_guest);
}
TEST_P(OutsiderAccess, IsAsTheTableSays) { EXPECT_EQ(ask(scene.outsider).status, GetParam().outsider); }

std::string name_of_rule(const testing::TestParamInfo<Rule>& info) {
    auto name = std::string(info.param.route);
    for (auto& c : name)
        if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
    return name;
}

INSTANTIATE_TEST_SUITE_P(Every, AnonymousAccess, testing::ValuesIn(rules), name_of_rule);
INSTANTIATE_TEST_SUITE_P(Every, HostAccess, testing::ValuesIn(rules), name_of_rule);
INSTANTIATE_TEST_SUITE_P(Every, PhotographerAccess, testing::ValuesIn(rules), name_of_rule);
INSTANTIATE_TEST_SUITE_P(Every, StrangerAccess, testing::ValuesIn(rules), name_of_rule);
INSTANTIATE_TEST_SUITE_P(Every, GuestAccess, testing::ValuesIn(rules), name_of_rule);
INSTANTIATE_TEST_SUITE_P(Every, OtherGuestAccess, testing::ValuesIn(rules), name_of_rule);
INSTANTIATE_TEST_SUITE_P(Every, OutsiderAccess, testing::ValuesIn(rules), name_of_rule);

// "/api/v1/events/:event" and "/api/v1/events/{eventId}" to "/api/v1/events/*".
std::string shape_of(std::string_view path) {
    path = path.substr(0, path.find('?'));
    std::string shape;
    while (!path.empty()) {
        path.remove_prefix(1);
        auto segment = path.substr(0, path.find('/'));
        path.remove_prefix(segment.size());
        shape += segment.starts_with(':') || segment.starts_with('{') ? "/*" : "/" + std::string(segment);
    }
    return shape;
}

class Routes : public ServedApi {
protected:
    std::set<std::string> served() const {
        std::set<std::string> routes;
        for (const auto& [method, pattern] : router.endpoints())
            if (pattern.starts_with("/api/v1"))
                routes.insert(std::string(http::to_string(method)) + " " + shape_of(pattern));
        return routes;
    }
};

TEST_F(Routes, AllHaveARule) {
    std::set<std::string> ruled;
    for (const auto& rule : rules)
        ruled.insert(std::string(method_of(rule)) + " " + shape_of(pattern_of(rule)));
    EXPECT_EQ(served(), ruled);
}

TEST_F(Routes, AreTheOnesOfTheDocument) {
    std::set<std::string> documented;
    auto document = json::parse(openapi_json());
    for (const auto& [path, operations] : document.at("paths").as_object())
        for (const auto& [method, operation] : operations.as_object()) {
            if (method == "parameters" || !path.starts_with("/api/v1")) continue;
            std::string name(method);
            std::transform(name.begin(), name.end(), name.begin(),
                           [](unsigned char c) { return std::toupper(c); });
            documented.insert(name + " " + shape_of(path));
        }
    EXPECT_EQ(served(), documented);
}

}  // namespace
}  // namespace snapory
