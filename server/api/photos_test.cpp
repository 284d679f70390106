#include "api/photos.hpp"

#include <gtest/gtest.h>

#include "api/fixture_test.hpp"

namespace snapory {
namespace {

using enum http::Method;

using PhotosApi = ServedApi;

TEST_F(PhotosApi, WhereAPhotoWasTakenIsForHosts) {
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

TEST_F(PhotosApi, TheTownOfAPhotoIsForWhomTheHostTells) {
    auto photo = scene.add_ready_photo(scene.guest, "a photo");
    scene.rows.photos.at(photo.id).photo.details->place = Place{"Lisbon", "PT"};
    auto path = event_path("/photos/" + photo.id.text()), search = event_path("/photos?place=lisbon");
    EXPECT_EQ(get(path, scene.host).at("place"), "Lisbon");
    EXPECT_EQ(get(path, scene.guest).at("place"), "null");
    EXPECT_EQ(get(search, scene.guest).status, 403);
    scene.event.settings.location = LocationSharing::city;
    scene.change_event();
    EXPECT_EQ(get(path, scene.guest).at("country"), "PT");
    EXPECT_EQ(get(search, scene.guest).at("items.0.place"), "Lisbon");
    EXPECT_EQ(get(event_path("/tags"), scene.guest).at("places.0.name"), "Lisbon");
}

TEST_F(PhotosApi, AHiddenPhotoIsNotThereForGuests) {
    auto photo = scene.add_ready_photo(scene.guest, "a photo");
    auto path = event_path("/photos/" + photo.id.text());
    auto hidden = send(patch, path, scene.host, R"({"moderation":"hidden"})");
    EXPECT_EQ(hidden.at("moderation"), "hidden");
    EXPECT_EQ(get(path, scene.other_guest).status, 404);
    EXPECT_EQ(get(event_path("/photos"), scene.other_guest).at("items"), "[]");
    EXPECT_EQ(get(path, scene.guest).at("moderation"),
              "pending");  // who added it is not told of the decision
}

TEST_F(PhotosApi, ASearchFindsWhatATextMeans) {
    const auto photo = scene.add_ready_photo(scene.guest, "cake");
    scene.rows.photos.at(photo.id).embedding = Embedding{ModelId("pair"), {100, 0}};
    scene.text_reader.teach("dance", {ModelId("pair"), {100, 10}, 0.5F});
    for (const auto& path : {std::string("/api/v1/search?q=dance"), event_path("/photos?q=dance")})
        EXPECT_EQ(get(path, scene.other_guest).at("items.0.id"), photo.id.text());
    EXPECT_EQ(get(event_path("/photos?q=dance&hasFaces=true"), scene.host).at("items"), "[]");
    for (const auto& [odd, status] : {std::pair{"", 200}, {"%F0%9F%8E%82", 200}, {"%0A", 200}, {"%FF", 422}})
        EXPECT_EQ(get(event_path("/photos?q=") + odd, scene.guest).status, status) << odd;
    EXPECT_EQ(get("/api/v1/search?q=" + std::string(10'000, 'a'), scene.guest).status, 422);
}

TEST_F(PhotosApi, NobodySearchesWithoutEnd) {
    int answered = 0;
    while (answered < 1000 && get(event_path("/photos?q=dance"), scene.guest).status == 200) ++answered;
    EXPECT_LT(answered, 1000);
    EXPECT_EQ(get("/api/v1/search?q=dance", scene.guest).status, 429);
    EXPECT_EQ(get(event_path("/photos"), scene.guest).status, 200);
    EXPECT_EQ(get(event_path("/photos?q=dance"), scene.other_guest).status, 200);
}

TEST_F(PhotosApi, TheGalleryIsPagedAndFiltered) {
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

TEST_F(PhotosApi, TheGalleryIsSiftedByTags) {
    const auto add_tagged = [&](const Caller& uploader, const std::string& content, const std::string& tag) {
        const auto photo = scene.add_photo(uploader, content);
        const auto job = scene.jobs.claim("test", scene.clock.now()).value();
        scene.jobs.finish(job, photo, {.tags = {{tag, 0.5F, ModelId("m")}, {"group", 1, ModelId("m")}}},
                          scene.clock.now());
        return photo.id.text();
    };
    const auto dog = add_tagged(scene.guest, "a", "dog");
    const auto cake = add_tagged(scene.host, "b", "wine glass");
    const auto facets = get(event_path("/tags"), scene.guest);
    EXPECT_EQ(facets.at("items.0.name"), "group");
    EXPECT_EQ(facets.at("items.0.count"), "2");
    EXPECT_EQ(facets.at("nextCursor"), "null");
    const auto first = [&](const std::string& query) {
        const auto answer = get(event_path("/photos?" + query), scene.guest);
        return answer.json().at("items").as_array().size() == 1 ? answer.at("items.0.id") : "";
    };
    EXPECT_EQ(first("tag=dog"), dog);
    EXPECT_EQ(first("tag=group,wine%20glass"), cake);
    EXPECT_EQ(first("tag=cake,dog"), "");
    EXPECT_EQ(first("q=gla%20group"), cake);
    const auto shown = get(event_path("/photos/" + dog), scene.guest);
    EXPECT_EQ(shown.at("tags.1.name"), "dog");
    EXPECT_EQ(shown.at("tags.1.score"), "5E-1");
}

TEST_F(PhotosApi, WhatIsUnchangedIsNotSentAgain) {
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

TEST_F(PhotosApi, MediaIsFetchedBySignedLinks) {
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

TEST_F(PhotosApi, LinksEndWithTheRightToSeeThePhoto) {
    auto photo = scene.add_ready_photo(scene.guest, "a photo");
    auto path = event_path("/photos/" + photo.id.text());
    auto link = [&](const Caller& caller) { return get(path, caller).at("urls.preview"); };
    auto others = link(scene.other_guest), host = link(scene.host);
    EXPECT_EQ(link(scene.guest), others) << "one URL for all who may see it";
    EXPECT_EQ(get(others).status, 200);

    send(patch, path, scene.host, R"({"moderation":"hidden"})");
    auto own = link(scene.guest);
    EXPECT_EQ(get(others).status, 404);
    EXPECT_EQ(get(own).status, 200);
    EXPECT_EQ(get(host).status, 200);

    send(http::Method::del, path, scene.guest);
    EXPECT_EQ(get(own).status, 404);
    EXPECT_EQ(get(host).status, 200) << "until it is erased, hosts may look whether to restore it";

    scene.event.state = EventState::deleted;
    scene.change_event();
    EXPECT_EQ(get(host).status, 404);
}

TEST_F(PhotosApi, ManyPhotosAreChangedAtOnce) {
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
    auto zip = act("download", scene.host);
    EXPECT_EQ(zip.status, 201);
    EXPECT_EQ(zip.at("photoCount"), "2");
    EXPECT_TRUE(get(zip.at("url")).text.starts_with("PK\x03\x04"));
}

TEST_F(PhotosApi, AZipIsFetchedBySignedLink) {
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

}  // namespace
}  // namespace snapory
