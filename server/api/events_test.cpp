#include "api/events.hpp"

#include <gtest/gtest.h>

#include "api/fixture_test.hpp"

namespace snapory {
namespace {

namespace json = boost::json;
using enum http::Method;

using EventsApi = ServedApi;

TEST_F(EventsApi, ATitleIsEnoughForAnEvent) {
    auto made = post("/api/v1/events", scene.host, R"({"title":"Ada & Charles"})");
    ASSERT_EQ(made.status, 201) << made.text;
    EXPECT_EQ(made.header("Location"), "/api/v1/events/" + made.at("id"));
    EXPECT_EQ(made.at("state"), "open");
    EXPECT_EQ(made.at("settings.faceSearch"), "false");
    EXPECT_EQ(made.at("settings.location"), "off");
    EXPECT_EQ(made.at("counts.photos"), "0");
    EXPECT_EQ(made.at("joinUrl"),
              "http://127.0.0.1:" + std::to_string(server.port()) + "/e/" + made.at("code"));
}

TEST_F(EventsApi, AChangeTouchesOnlyWhatItNames) {
    auto changed =
        send(patch, event_path(), scene.host,
             R"({"pin":"1234","startsAt":"2026-06-20T16:00:00+02:00","settings":{"location":"exact"}})");
    ASSERT_EQ(changed.status, 200) << changed.text;
    EXPECT_EQ(changed.at("title"), "Ada & Charles");
    EXPECT_EQ(changed.at("hasPin"), "true");
    EXPECT_EQ(changed.at("startsAt"), "2026-06-20T14:00:00.000Z");
    EXPECT_EQ(changed.at("settings.location"), "exact");
    EXPECT_EQ(changed.at("settings.guestUpload"), "true");
    EXPECT_EQ(changed.text.find("1234"), std::string::npos);
    auto cleared = send(patch, event_path(), scene.host, R"({"pin":null,"startsAt":null})");
    EXPECT_EQ(cleared.at("hasPin"), "false");
    EXPECT_EQ(cleared.at("startsAt"), "null");
    EXPECT_EQ(cleared.at("settings.location"), "exact");
}

TEST_F(EventsApi, GuestsSeeThePublicFaceOnly) {
    auto seen = get(event_path(), scene.guest);
    EXPECT_EQ(seen.status, 200);
    for (const auto* hidden : {"counts", "organizationId", "settings.location"})
        EXPECT_EQ(seen.at(hidden), "") << hidden;
}

TEST_F(EventsApi, WhatMayNotBeSeenLooksLikeWhatDoesNotExist) {
    auto scrub = [](const Answer& answer) {
        auto body = answer.json().as_object();
        body.erase("requestId");
        body.erase("instance");
        return std::to_string(answer.status) + json::serialize(body);
    };
    auto foreign = get("/api/v1/events/" + scene.other_event.id.text(), scene.host);
    auto absent = get("/api/v1/events/0199f1c2-7a3e-7cc1-9a51-2f6f0d6a1b11", scene.host);
    auto no_id = get("/api/v1/events/nonsense", scene.host);
    EXPECT_EQ(scrub(foreign), scrub(absent));
    EXPECT_EQ(scrub(foreign), scrub(no_id));
}

TEST_F(EventsApi, JoiningNeedsNothingButTheCode) {
    auto path = "/api/v1/join/" + scene.event.code.text();
    auto info = get(path);
    EXPECT_EQ(info.at("event.title"), "Ada & Charles");
    EXPECT_EQ(info.at("privacy.policyVersion"), privacy_policy_version);
    EXPECT_EQ(info.at("photoCount"), "0");
    auto joined = post(path, Anonymous(), "");
    ASSERT_EQ(joined.status, 201) << joined.text;
    EXPECT_EQ(joined.at("guest.displayName"), "null");
    auto seen = send(http::Method::get, event_path(), Anonymous(), {},
                     headers("Authorization", "Bearer " + joined.at("guestToken")));
    EXPECT_EQ(seen.status, 200);
}

TEST_F(EventsApi, JoiningTwiceWithOneKeyIsOneGuest) {
    auto path = "/api/v1/join/" + scene.event.code.text();
    auto join = [&] {
        return send(http::Method::post, path, Anonymous(), "{}", headers("Idempotency-Key", "k"));
    };
    auto first = join();
    auto second = join();
    EXPECT_EQ(first.at("guest.id"), second.at("guest.id"));
    EXPECT_FALSE(second.at("guestToken").empty());
    for (const auto& [key, row] : scene.rows.keys)  // what is kept holds no token
        EXPECT_EQ(row.answer->body.find("guestToken"), std::string::npos);
}

TEST_F(EventsApi, APinGuardsWhatIsSeenBeforeJoining) {
    scene.add_ready_photo(scene.guest, "a photo");
    send(patch, event_path(), scene.host, R"({"pin":"1234"})");
    auto path = "/api/v1/join/" + scene.event.code.text();
    auto info = get(path);
    EXPECT_EQ(info.at("cover"), "null");
    EXPECT_EQ(info.at("photoCount"), "null");
    auto refused = post(path, Anonymous(), R"({"pin":"4321"})");
    EXPECT_EQ(refused.status, 403);
    EXPECT_EQ(refused.at("errors.0.field"), "pin");
    EXPECT_EQ(post(path, Anonymous(), R"({"pin":"1234"})").status, 201);
}

TEST_F(EventsApi, GuestsAreListedPageByPage) {
    scene.clock.advance(Milliseconds(5));
    scene.join(scene.event, "Third");
    auto first = get(event_path("/guests?limit=2"), scene.host);
    EXPECT_EQ(first.at("items.0.displayName"), "Third");
    auto second = get(event_path("/guests?limit=2&cursor=" + first.at("nextCursor")), scene.host);
    EXPECT_EQ(second.json().at("items").as_array().size(), 1U);
    EXPECT_EQ(second.at("nextCursor"), "null");
    EXPECT_EQ(get(event_path("/guests?cursor=nonsense"), scene.host).status, 422);
}

}  // namespace
}  // namespace snapory
