#include "application/gallery/list_photos.hpp"

#include <gtest/gtest.h>

#include "application/gallery/list_facets.hpp"
#include "application/gallery/read_photo.hpp"
#include "application/gallery/sign_media.hpp"
#include "infrastructure/memory/scene.hpp"

namespace snapory {
namespace {

using namespace std::chrono_literals;

struct GalleryTest : testing::Test, MemoryScene {
    ListPhotos list{events, photos, text_reader, blobs, clock};
    ListFacets list_facets{events, photos, clock};
    ReadPhoto read{events, photos, blobs, clock};
    SignMedia sign{events, photos, blobs, clock};

    PhotoQuery all() {
        PhotoQuery query;
        query.event = event.id;
        return query;
    }
    std::string names(const Caller& caller, const PhotoQuery& query) {
        auto page = list(caller, query);
        if (!page) return "refused";
        std::string text;
        for (const auto& shown : page->items) text += shown.photo.file_name.substr(0, 1);
        return text;
    }
};

TEST_F(GalleryTest, ShowsEachWhatTheyMaySee) {
    add_ready_photo(guest, "a");
    clock.advance(1s);
    auto hidden = add_ready_photo(guest, "b");
    photos.moderate(event.id, {hidden.id}, Moderation::hidden, clock.now());
    clock.advance(1s);
    add_photo(host, "c");  // still processing
    EXPECT_EQ(names(host, all()), "cba");
    EXPECT_EQ(names(photographer, all()), "cba");
    EXPECT_EQ(names(guest, all()), "ba");
    EXPECT_EQ(names(other_guest, all()), "a");
    for (const Caller& caller : {Caller(stranger), Caller(outsider)})
        EXPECT_EQ(list(caller, all()).error().code, Errc::not_found);
    EXPECT_EQ(list(Anonymous(), all()).error().code, Errc::unauthenticated);
}

TEST_F(GalleryTest, LeavesGuestsTheirOwnWhileItIsOff) {
    add_ready_photo(guest, "a");
    add_ready_photo(host, "b");
    event.settings.guest_view = false;
    change_event();
    EXPECT_EQ(names(guest, all()), "a");
    EXPECT_EQ(names(other_guest, all()), "");
    auto of_host = all();
    of_host.uploader = host.account.text();
    EXPECT_EQ(list(guest, of_host).error().code, Errc::forbidden);
    auto of_guest = all();
    of_guest.uploader = guest.guest.text();
    EXPECT_EQ(names(guest, of_guest), "a");
    EXPECT_EQ(names(host, all()).size(), 2U);
}

TEST_F(GalleryTest, CannotBeWidenedByItsQuery) {
    auto pending = add_ready_photo(host, "a");
    photos.moderate(event.id, {pending.id}, Moderation::pending, clock.now());
    auto query = all();
    query.visible_to = uploader_of(host);
    query.moderation = Moderation::pending;
    EXPECT_EQ(names(guest, query), "");
    auto deleted = all();
    deleted.deleted = true;
    EXPECT_EQ(list(guest, deleted).error().code, Errc::forbidden);
    EXPECT_EQ(list(photographer, deleted).error().code, Errc::forbidden);
    EXPECT_EQ(names(host, deleted), "");
    photos.remove(event.id, {pending.id}, clock.now());
    EXPECT_EQ(names(host, deleted), "a");
}

TEST_F(GalleryTest, GoesOnFromPageToPage) {
    for (const auto* name : {"a", "b", "c"}) {
        add_ready_photo(host, name);
        clock.advance(1s);
    }
    auto query = all();
    query.limit = 2;
    auto first = list(guest, query).value();
    ASSERT_TRUE(first.next);
    query.after = first.next;
    EXPECT_EQ(names(guest, query), "a");
}

TEST_F(GalleryTest, PlacesStayWithHosts) {
    auto photo = add_ready_photo(host, "a");
    rows.photos.at(photo.id).photo.details->capture.place = Coordinates{1, 2, {}};
    EXPECT_TRUE(read(host, event.id, photo.id)->photo.details->capture.place);
    auto shown = read(guest, event.id, photo.id).value();
    EXPECT_FALSE(shown.photo.details->capture.place);
    EXPECT_FALSE(shown.urls.original);
    EXPECT_TRUE(shown.urls.preview);
    EXPECT_FALSE(shown.own);
}

TEST_F(GalleryTest, TownsAreForWhoIsToldThem) {
    auto photo = add_ready_photo(host, "a");
    rows.photos.at(photo.id).photo.details->place = Place{"Lisbon", "PT"};
    auto by_place = all(), by_word = all();
    by_place.place = "lisb";
    by_word.text = "lisbon";
    for (const Caller& caller : {Caller(guest), Caller(photographer)}) {
        EXPECT_EQ(list(caller, by_place).error().code, Errc::forbidden);
        EXPECT_EQ(names(caller, by_word), "");
        EXPECT_TRUE(list_facets(caller, event.id)->places.empty());
    }
    const std::vector<Facet> lisbon{{"Lisbon", 1}};
    EXPECT_EQ(names(host, by_place) + names(host, by_word), "aa");
    EXPECT_EQ(list_facets(host, event.id)->places, lisbon);
    event.settings.location = LocationSharing::city;
    change_event();
    EXPECT_EQ(names(guest, by_place) + names(guest, by_word), "aa");
    EXPECT_EQ(list_facets(guest, event.id)->places, lisbon);
}

TEST_F(GalleryTest, OnePhotoIsReadByWhoMaySeeIt) {
    auto photo = add_ready_photo(guest, "a");
    photos.moderate(event.id, {photo.id}, Moderation::hidden, clock.now());
    EXPECT_TRUE(read(host, event.id, photo.id));
    EXPECT_TRUE(read(guest, event.id, photo.id)->own);
    auto unseen = read(other_guest, event.id, photo.id);
    EXPECT_EQ(unseen.error().code, Errc::not_found);
    EXPECT_EQ(unseen.error(), read(other_guest, event.id, PhotoId("nothing")).error());
    EXPECT_EQ(read(stranger, other_event.id, photo.id).error().code, Errc::not_found);
    photos.remove(event.id, {photo.id}, clock.now());
    EXPECT_FALSE(read(host, event.id, photo.id));
}

TEST_F(GalleryTest, MediaIsSignedForWhoMayHaveIt) {
    auto waiting = add_photo(host, "a");
    EXPECT_EQ(sign(host, event.id, waiting.id, Variant::preview).error().code, Errc::not_ready);
    EXPECT_TRUE(sign(host, event.id, waiting.id, Variant::original));
    EXPECT_EQ(sign(guest, event.id, waiting.id, Variant::thumbnail).error().code, Errc::not_found);
    process_next();

    auto url = sign(guest, event.id, waiting.id, Variant::original).value();
    EXPECT_NE(url.find("name=a.jpg"), std::string::npos) << url;
    EXPECT_NE(sign(guest, event.id, waiting.id, Variant::thumbnail)->find("type=image%2Fwebp"),
              std::string::npos);
    event.settings.guest_download = false;
    change_event();
    EXPECT_EQ(sign(guest, event.id, waiting.id, Variant::original).error().code, Errc::forbidden);
    EXPECT_TRUE(sign(guest, event.id, waiting.id, Variant::preview));
}

TEST_F(GalleryTest, FillsTheFirstPageOfASearchWithWhatLooksLikeTheText) {
    text_reader.teach("dance", {ModelId("pair"), {100, 0}, 0.5F});
    for (const auto& [name, across] : {std::pair{"far", 50}, {"near", 10}, {"other", 127}, {"dance", 0}}) {
        const auto photo = add_ready_photo(guest, name);
        const auto second = static_cast<std::int8_t>(across);
        rows.photos.at(photo.id).embedding = Embedding{ModelId("pair"), {60, second}};
    }
    auto query = all();
    query.text = "dance";
    EXPECT_EQ(names(other_guest, query), "dnf") << "words first, then the most alike";
    query.limit = 2;
    const auto page = list(other_guest, query).value();
    EXPECT_EQ(page.items.size(), 2U);
    EXPECT_FALSE(page.next);
    query.limit = 60;
    query.uploader = host.account.text();
    EXPECT_EQ(names(host, query), "") << "what else is asked for holds";
    text_reader.teach("grace", {ModelId("pair"), {100, 0}, 0.5F});
    rows.photos.at(add_ready_photo(host, "host").id).embedding = Embedding{ModelId("pair"), {60, 0}};
    query = all();
    query.text = "grace";
    EXPECT_EQ(list(host, query)->items.size(), 5U);
    query.limit = 3;
    query.after = list(host, query)->next;
    EXPECT_EQ(list(host, query)->items.size(), 1U) << "later pages have words alone";
}

}  // namespace
}  // namespace snapory
