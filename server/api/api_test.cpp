#include "api/api.hpp"

#include <gtest/gtest.h>

#include "api/fixture_test.hpp"

namespace snapory {
namespace {

namespace json = boost::json;
using enum http::Method;

std::string text_of(const std::vector<std::uint8_t>& bytes) { return {bytes.begin(), bytes.end()}; }

http::Headers headers(std::string_view name, std::string_view value) {
    http::Headers made;
    made.add(name, value);
    return made;
}

using OpenApi = ServedApi;

// ---- accounts

TEST_F(OpenApi, SigningUpSignsIn) {
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

TEST_F(OpenApi, AllThatIsWrongIsToldAtOnce) {
    auto refused = post("/api/v1/auth/register", Anonymous(), R"({"email":"nobody","password":"short"})");
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(refused.at("errors.0.field"), "email");
    EXPECT_EQ(refused.at("errors.1.field"), "password");
    auto event = post("/api/v1/events", scene.host,
                      R"({"title":" ","pin":"12","state":"archived","settings":{"approval":"maybe"}})");
    EXPECT_EQ(event.status, 422);
    EXPECT_EQ(event.json().at("errors").as_array().size(), 4U) << event.text;
}

TEST_F(OpenApi, ARefreshCookieWorksOnce) {
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

TEST_F(OpenApi, TooManySignInsFromOneAddressAreRefused) {
    Answer answer;
    for (int i = 0; i <= 100; ++i)
        answer = post("/api/v1/auth/login", Anonymous(),
                      R"({"email":"x)" + std::to_string(i) + R"(@example.org","password":"wrong"})");
    EXPECT_EQ(answer.status, 429);
    EXPECT_EQ(answer.at("code"), "too_many_requests");
    EXPECT_EQ(answer.header("RateLimit-Remaining"), "0");
    EXPECT_EQ(answer.header("Retry-After"), "300");
}

// ---- events and guests

TEST_F(OpenApi, ATitleIsEnoughForAnEvent) {
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

TEST_F(OpenApi, AChangeTouchesOnlyWhatItNames) {
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

TEST_F(OpenApi, GuestsSeeThePublicFaceOnly) {
    auto seen = get(event_path(), scene.guest);
    EXPECT_EQ(seen.status, 200);
    for (const auto* hidden : {"counts", "organizationId", "settings.location"})
        EXPECT_EQ(seen.at(hidden), "") << hidden;
}

TEST_F(OpenApi, WhatMayNotBeSeenLooksLikeWhatDoesNotExist) {
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

TEST_F(OpenApi, JoiningNeedsNothingButTheCode) {
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

TEST_F(OpenApi, JoiningTwiceWithOneKeyIsOneGuest) {
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

TEST_F(OpenApi, APinGuardsWhatIsSeenBeforeJoining) {
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

TEST_F(OpenApi, GuestsAreListedPageByPage) {
    scene.clock.advance(Milliseconds(5));
    scene.join(scene.event, "Third");
    auto first = get(event_path("/guests?limit=2"), scene.host);
    EXPECT_EQ(first.at("items.0.displayName"), "Third");
    auto second = get(event_path("/guests?limit=2&cursor=" + first.at("nextCursor")), scene.host);
    EXPECT_EQ(second.json().at("items").as_array().size(), 1U);
    EXPECT_EQ(second.at("nextCursor"), "null");
    EXPECT_EQ(get(event_path("/guests?cursor=nonsense"), scene.host).status, 422);
}

// ---- sending photos

TEST_F(OpenApi, AFormOfPhotosIsAddedFileByFile) {
    auto added = post_form(event_path("/photos"), scene.guest,
                           {{"file; filename=\"../a.jpg\"", text_of(jpeg("one"))},
                            {"file; filename=\"b.svg\"", "<svg onload=alert(1)>"},
                            {"file; filename=\"c.jpg\"", text_of(jpeg("one"))},
                            {"file; filename=\"d.jpg\"", ""}});
    ASSERT_EQ(added.status, 201) << added.text;
    EXPECT_EQ(added.at("items.0.fileName"), "a.jpg");
    EXPECT_EQ(added.at("items.1.id"), added.at("items.0.id"));  // the same bytes are the same photo
    EXPECT_EQ(added.at("errors.0.field"), "file[1]");
    EXPECT_EQ(added.at("errors.0.code"), "unsupported_format");
    EXPECT_EQ(added.at("errors.0.status"), "415");
    EXPECT_EQ(added.at("errors.1.code"), "unreadable");
}

TEST_F(OpenApi, AFormOfWhichNothingIsTakenIsAProblem) {
    struct {
        std::vector<std::pair<std::string, std::string>> parts;
        int status;
        std::string code;
    } const rules[] = {
        {{{"file; filename=a.svg", "<svg/>"}, {"file; filename=b.jpg", ""}}, 415, "unsupported_format"},
        {{{"file; filename=b.jpg", ""}}, 422, "unreadable"},
        {{{"picture; filename=b.jpg", text_of(jpeg("x"))}}, 422, "invalid"},
        {{}, 422, "invalid"},
    };
    for (const auto& [parts, status, code] : rules) {
        auto refused = post_form(event_path("/photos"), scene.guest, parts);
        EXPECT_EQ(refused.status, status) << refused.text;
        EXPECT_EQ(refused.at("code"), code);
    }
    EXPECT_EQ(post(event_path("/photos"), scene.guest, "{}").status, 415);
}

TEST_F(OpenApi, AClosedEventRefusesAFormUnread) {
    scene.event.state = EventState::closed;
    scene.change_event();
    auto refused =
        post_form(event_path("/photos"), scene.guest, {{"file; filename=a.jpg", text_of(jpeg("x"))}});
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(refused.at("code"), "event_closed");
    EXPECT_TRUE(scene.stored_blobs().empty());
}

class Parts : public OpenApi {
protected:
    Answer announce(const std::string& bytes) {
        auto digest = sha256(std::as_bytes(std::span(bytes))).text();
        json::object file{{"name", "a.jpg"},
                          {"size", bytes.size()},
                          {"contentType", "image/jpeg"},
                          {"sha256", digest},
                          {"lastModified", "2026-06-01T10:00:00Z"}};
        return post(event_path("/uploads"), scene.guest, json::serialize(json::object{{"files", {file}}}));
    }
    Answer put_part(const std::string& url, const std::string& bytes) {
        return send(put, url, Anonymous(), bytes, headers("Content-Type", "application/octet-stream"));
    }
};

TEST_F(Parts, BecomeAPhoto) {
    auto bytes = text_of(jpeg("in parts"));
    auto begun = announce(bytes);
    ASSERT_EQ(begun.status, 201) << begun.text;
    EXPECT_EQ(begun.at("items.0.status"), "upload");
    auto path = event_path("/uploads/" + begun.at("items.0.uploadId"));

    EXPECT_EQ(post(path + "/complete", scene.guest, "").at("code"), "incomplete_upload");
    auto sent = put_part(begun.at("items.0.parts.0.url"), bytes);
    EXPECT_EQ(sent.status, 200) << sent.text;
    EXPECT_EQ(get(path, scene.guest).at("received"), "[1]");
    EXPECT_EQ(post(path + "/parts", scene.guest, "").at("parts"), "[]");

    auto made = post(path + "/complete", scene.guest, "");
    ASSERT_EQ(made.status, 201) << made.text;
    EXPECT_EQ(made.at("id"), begun.at("items.0.photoId"));
    EXPECT_EQ(made.header("Location"), event_path("/photos/" + made.at("id")));
    EXPECT_EQ(post(path + "/complete", scene.guest, "").at("id"), made.at("id"));
    EXPECT_EQ(get(path, scene.guest).at("status"), "complete");
    EXPECT_EQ(announce(bytes).at("items.0.status"), "duplicate");
    EXPECT_EQ(announce(bytes).at("items.0.photoId"), made.at("id"));
}

TEST_F(Parts, AreTakenOnlyByTheirLink) {
    auto bytes = text_of(jpeg("in parts"));
    auto url = announce(bytes).at("items.0.parts.0.url");
    auto longer = url;
    longer.replace(longer.find("size="), 5, "size=1");
    for (const auto& wrong : {url + "x", longer, url.substr(0, url.find("&sig="))})
        EXPECT_EQ(put_part(wrong, bytes).status, 404) << wrong;
    EXPECT_EQ(put_part(url, bytes + "more").status, 413);
    EXPECT_GE(put_part(url, bytes.substr(1)).status, 400);
    EXPECT_EQ(put_part(url, bytes).status, 200);
}

TEST_F(Parts, AFileThatIsRefusedStandsInErrors) {
    auto body = R"({"files":[{"name":"a.jpg","size":0,"contentType":"image/jpeg","sha256":"00"}]})";
    auto refused = post(event_path("/uploads"), scene.guest, body);
    EXPECT_EQ(refused.status, 422) << refused.text;
    EXPECT_TRUE(refused.at("errors.0.field").starts_with("files[0]")) << refused.text;
}

// ---- the gallery

TEST_F(OpenApi, WhereAPhotoWasTakenIsForHosts) {
    auto photo = scene.add_ready_photo(scene.guest, "a photo");
    scene.rows.photos.at(photo.id).photo.details->capture.place = Coordinates{38.7, -9.1, std::nullopt};
    auto path = event_path("/photos/" + photo.id.text());
    EXPECT_NE(get(path, scene.host).at("location.latitude"), "");
    for (const Caller& caller :
         {Caller(scene.guest), Caller(scene.other_guest), Caller(scene.photographer)}) {
        EXPECT_EQ(get(path, caller).at("location"), "null");
        EXPECT_EQ(get(event_path("/photos"), caller).at("items.0.location"), "null");
        EXPECT_EQ(get(event_path("/changes"), caller).text.find("38.7"), std::string::npos);
    }
    scene.event.settings.location = LocationSharing::exact;
    scene.change_event();
    EXPECT_NE(get(path, scene.other_guest).at("location.latitude"), "");
}

TEST_F(OpenApi, AHiddenPhotoIsNotThereForGuests) {
    auto photo = scene.add_ready_photo(scene.guest, "a photo");
    auto path = event_path("/photos/" + photo.id.text());
    auto hidden = send(patch, path, scene.host, R"({"moderation":"hidden"})");
    EXPECT_EQ(hidden.at("moderation"), "hidden");
    EXPECT_EQ(get(path, scene.other_guest).status, 404);
    EXPECT_EQ(get(event_path("/photos"), scene.other_guest).at("items"), "[]");
    EXPECT_EQ(get(path, scene.guest).at("moderation"),
              "pending");  // who added it is not told of the decision
}

TEST_F(OpenApi, TheGalleryIsPagedAndFiltered) {
    for (int i = 0; i < 3; ++i) {
        scene.clock.advance(Milliseconds(1000));
        scene.add_ready_photo(scene.guest, "photo " + std::to_string(i));
    }
    scene.add_ready_photo(scene.host, "by the host");
    auto first = get(event_path("/photos?limit=3"), scene.guest);
    auto second = get(event_path("/photos?limit=3&cursor=" + first.at("nextCursor")), scene.guest);
    EXPECT_EQ(second.json().at("items").as_array().size(), 1U);
    auto count = [&](const std::string& query, const Caller& caller) {
        return get(event_path("/photos?" + query), caller).json().at("items").as_array().size();
    };
    EXPECT_EQ(count("uploader=me", scene.guest), 3U);
    EXPECT_EQ(count("uploader=" + scene.host.account.text(), scene.guest), 1U);
    EXPECT_EQ(count("q=HOST", scene.guest), 1U);
    EXPECT_EQ(count("from=2030-01-01T00:00:00Z", scene.guest), 0U);
    auto wrong = get(event_path("/photos?limit=0&sort=size&status=x&cursor=y"), scene.guest);
    EXPECT_EQ(wrong.status, 422);
    EXPECT_EQ(wrong.json().at("errors").as_array().size(), 4U);
}

TEST_F(OpenApi, WhatIsUnchangedIsNotSentAgain) {
    scene.add_ready_photo(scene.guest, "a photo");
    auto first = get(event_path("/photos"), scene.guest);
    auto again = send(http::Method::get, event_path("/photos"), scene.guest, {},
                      headers("If-None-Match", first.header("ETag")));
    EXPECT_EQ(again.status, 304);
    EXPECT_TRUE(again.text.empty());
    scene.add_ready_photo(scene.guest, "another");
    auto changed = send(http::Method::get, event_path("/photos"), scene.guest, {},
                        headers("If-None-Match", first.header("ETag")));
    EXPECT_EQ(changed.status, 200);
}

TEST_F(OpenApi, MediaIsFetchedBySignedLinks) {
    auto photo = scene.add_ready_photo(scene.guest, "a photo");
    auto found = get(event_path("/photos/" + photo.id.text() + "/original"), scene.host);
    ASSERT_EQ(found.status, 302);
    auto url = found.header("Location");
    auto whole = get(url);
    EXPECT_EQ(whole.text, text_of(jpeg("a photo")));
    EXPECT_EQ(whole.header("Content-Type"), "image/jpeg");
    EXPECT_NE(whole.header("Content-Disposition").find("attachment"), std::string::npos);
    EXPECT_NE(whole.header("Cache-Control").find("immutable"), std::string::npos);
    EXPECT_NE(whole.header("Content-Security-Policy").find("sandbox"), std::string::npos);
    EXPECT_EQ(whole.header("X-Content-Type-Options"), "nosniff");
    auto part = send(http::Method::get, url, Anonymous(), {}, headers("Range", "bytes=4-6"));
    EXPECT_EQ(part.status, 206);
    EXPECT_EQ(part.text, "a p");
    EXPECT_EQ(get(url + "x").status, 404);
    EXPECT_EQ(get("/blobs/" + photo.original().text()).status, 404);
    scene.clock.advance(std::chrono::days(3));
    EXPECT_EQ(get(url).status, 404);
}

TEST_F(OpenApi, ManyPhotosAreChangedAtOnce) {
    auto one = scene.add_ready_photo(scene.guest, "one").id.text();
    auto two = scene.add_ready_photo(scene.other_guest, "two").id.text();
    auto act = [&](const std::string& action, const Caller& caller) {
        return post(event_path("/photos/bulk"), caller,
                    R"({"action":")" + action + R"(","ids":[")" + one + R"(",")" + two + R"("]})");
    };
    auto deleted = act("delete", scene.guest);
    EXPECT_EQ(deleted.at("ids.0"), one);
    EXPECT_EQ(deleted.at("errors.0.field"), "ids[1]");
    EXPECT_EQ(deleted.at("errors.0.code"), "forbidden");
    EXPECT_EQ(act("restore", scene.host).at("ids.0"), one);
    EXPECT_EQ(act("explode", scene.host).status, 422);
}

TEST_F(OpenApi, AZipIsFetchedBySignedLink) {
    auto photo = scene.add_ready_photo(scene.guest, "a photo");
    auto begun =
        post(event_path("/downloads"), scene.guest, R"({"photoIds":[")" + photo.id.text() + R"("]})");
    ASSERT_EQ(begun.status, 201) << begun.text;
    auto zip = get(begun.at("url"));
    ASSERT_EQ(zip.status, 200);
    EXPECT_EQ(std::to_string(zip.text.size()), begun.at("bytes"));
    EXPECT_TRUE(zip.text.starts_with("PK\x03\x04"));
    EXPECT_EQ(zip.header("Accept-Ranges"), "bytes");
    auto range = send(http::Method::get, begun.at("url"), Anonymous(), {}, headers("Range", "bytes=2-5"));
    EXPECT_EQ(range.status, 206);
    EXPECT_EQ(range.text, zip.text.substr(2, 4));
    EXPECT_EQ(get(begun.at("url") + "0").status, 404);
    EXPECT_EQ(post(event_path("/downloads"), scene.guest, "{}").status, 422);
}

// ---- finding oneself

class Selfies : public OpenApi {
protected:
    Selfies() {
        scene.event.settings.face_search = true;
        scene.change_event();
        scene.selfie_reader.teach(jpeg("my face"), SelfieReading{{1, 0}, test_model, {}});
        photo_ = scene.add_ready_photo(scene.other_guest, "with me", {1, 0}).id;
        scene.add_ready_photo(scene.other_guest, "without me", {0, 1});
    }
    Answer find(const std::string& picture, std::string_view consent = privacy_policy_version) {
        return post_form(event_path("/selfie"), scene.guest,
                         {{"consent", std::string(consent)}, {"image; filename=me.jpg", picture}});
    }
    PhotoId photo_;
};

TEST_F(Selfies, FindThePhotosThatIAmIn) {
    auto found = find(text_of(jpeg("my face")));
    ASSERT_EQ(found.status, 201) << found.text;
    EXPECT_EQ(found.at("matches.0.photoId"), photo_.text());
    EXPECT_EQ(found.at("matches.0.tier"), "match");
    EXPECT_EQ(found.json().at("matches").as_array().size(), 1U);
    auto listed = get(event_path("/selfie/matches"), scene.guest);
    EXPECT_EQ(listed.at("items.0.photo.id"), photo_.text());

    auto verdict = R"({"photoId":")" + photo_.text() + R"(","verdict":"notMe"})";
    EXPECT_EQ(post(event_path("/selfie/feedback"), scene.guest, verdict).status, 204);
    EXPECT_EQ(get(event_path("/selfie/matches"), scene.guest).at("items"), "[]");

    auto receipt = send(del, event_path("/selfie"), scene.guest);
    EXPECT_EQ(receipt.status, 200);
    EXPECT_FALSE(receipt.at("receiptId").empty());
    EXPECT_EQ(get(event_path("/selfie/matches"), scene.guest).status, 404);
}

TEST_F(Selfies, AreRefusedWithTheReason) {
    EXPECT_EQ(find(text_of(jpeg("no face"))).at("code"), "no_face");
    EXPECT_EQ(find(text_of(jpeg("my face")), "2001-01").at("code"), "consent_required");
    EXPECT_EQ(post_form(event_path("/selfie"), scene.guest, {{"consent", "x"}}).at("errors.0.field"),
              "image");
    EXPECT_EQ(post(event_path("/selfie"), scene.guest, "{}").status, 415);
    EXPECT_EQ(find(std::string(20'050'000, 'x')).at("code"), "too_large");
}

// ---- what happens, live

TEST_F(OpenApi, ChangesAreReadByPolling) {
    auto photo = scene.add_ready_photo(scene.guest, "a photo");
    auto changes = get(event_path("/changes"), scene.other_guest);
    EXPECT_EQ(changes.status, 200);
    EXPECT_NE(changes.text.find("photo.ready"), std::string::npos);
    auto more = get(event_path("/changes?after=" + changes.at("latestSeq")), scene.other_guest);
    EXPECT_EQ(more.at("items"), "[]");
    EXPECT_EQ(more.at("latestSeq"), changes.at("latestSeq"));
    EXPECT_EQ(get(event_path("/changes?after=-1"), scene.guest).status, 422);
}

TEST_F(OpenApi, ATicketNamesItsWebSocket) {
    auto ticket = post(event_path("/live"), scene.guest, "");
    EXPECT_EQ(ticket.status, 201);
    EXPECT_TRUE(ticket.at("url").starts_with("ws://127.0.0.1:")) << ticket.text;
    EXPECT_EQ(ticket.header("Cache-Control"), "no-store");
}

// ---- what holds for all

TEST_F(OpenApi, FailuresOfTheTransportAreProblems) {
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

TEST_F(OpenApi, EveryAnswerIsGuarded) {
    auto answer = get("/api/v1/me", scene.host);
    EXPECT_EQ(answer.header("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(answer.header("Referrer-Policy"), "no-referrer");
    EXPECT_EQ(answer.header("Content-Security-Policy"), "default-src 'none'; frame-ancestors 'none'");
    EXPECT_EQ(answer.header("Cache-Control"), "private, no-cache");
    EXPECT_EQ(answer.header("Strict-Transport-Security"), "");
}

TEST_F(OpenApi, OnlyNamedOriginsMayCall) {
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

TEST_F(OpenApi, TheDocumentIsServed) {
    auto document = get("/api/openapi.json");
    EXPECT_EQ(document.status, 200);
    EXPECT_EQ(document.at("openapi"), "3.1.0");
    auto page = get("/api/docs");
    EXPECT_EQ(page.status, 200);
    EXPECT_NE(page.header("Content-Security-Policy").find("script-src 'self'"), std::string::npos);
}

}  // namespace
}  // namespace snapory
