#include "application/gallery/search_photos.hpp"

#include <gtest/gtest.h>

#include <utility>

#include "infrastructure/memory/scene.hpp"

namespace snapory {
namespace {

struct SearchTest : testing::Test, MemoryScene {
    SearchPhotos search{events, photos, text_reader, blobs, clock};

    std::string found(const Caller& caller, const std::string& text, std::size_t count = 10,
                      const std::optional<EventId>& event = std::nullopt) {
        std::string names;
        const auto all = search(caller, event, text, count);
        for (const auto& shown : all.value()) names += shown.photo.file_name + " ";
        return names;
    }
    PhotoId add(std::string_view content, std::vector<std::int8_t> direction, const char* model = "pair") {
        const auto photo = add_ready_photo(guest, content);
        rows.photos.at(photo.id).embedding = Embedding{ModelId(model), std::move(direction)};
        return photo.id;
    }
    void teach(const std::string& text) { text_reader.teach(text, {ModelId("pair"), {100, 0}, 0.5F}); }
};

TEST_F(SearchTest, FindsPhotosByTheirWords) {
    add_ready_photo(guest, "cake");
    add_ready_photo(guest, "dance");
    for (const Caller& caller : {Caller(host), Caller(guest), Caller(other_guest)})
        EXPECT_EQ(found(caller, "danc"), "dance.jpg ");
    EXPECT_EQ(found(host, "cake", 10, event.id), "cake.jpg ");
    EXPECT_EQ(found(host, "jpg", 1), "dance.jpg ") << "the newest";
    EXPECT_EQ(found(host, "!"), "");
}

TEST_F(SearchTest, FindsWhatTheCallerMaySee) {
    const auto photo = add_ready_photo(guest, "cake");
    EXPECT_EQ(found(stranger, "cake"), "") << "of another organisation";
    photos.moderate(event.id, {photo.id}, Moderation::hidden, clock.now());
    EXPECT_EQ(found(host, "cake"), "cake.jpg ");
    EXPECT_EQ(found(other_guest, "cake"), "");
    EXPECT_EQ(search(stranger, event.id, "cake", 1).error().code, Errc::not_found);
    EXPECT_EQ(search(other_guest, other_event.id, "cake", 1).error().code, Errc::not_found);
    EXPECT_EQ(search(Anonymous(), std::nullopt, "cake", 1).error().code, Errc::unauthenticated);
}

TEST_F(SearchTest, FindsWhatATextMeansBehindWhatHasItsWords) {
    teach("dance");
    add("a", {100, 50});
    add("b", {100, 10});
    add("c", {0, 100});
    add("d", {100, 0}, "another model");
    add("dance", {100, 5});
    EXPECT_EQ(found(host, "dance"), "dance.jpg b.jpg a.jpg ");
    EXPECT_EQ(found(host, "dance", 2), "dance.jpg b.jpg ");
    EXPECT_EQ(found(host, "dance", 1), "dance.jpg ");
    EXPECT_EQ(found(host, "waltz"), "") << "nothing understands it";
}

TEST_F(SearchTest, FindsWhatATextMeansInEveryEvent) {
    teach("dance");
    add("a", {100, 50});
    clock.advance(std::chrono::seconds(1));
    const auto first = std::exchange(event, add_event(host, "Newer"));
    const auto newcomer = join(event, "Joan");
    const auto photo = add_ready_photo(newcomer, "b");
    rows.photos.at(photo.id).embedding = Embedding{ModelId("pair"), {100, 80}};
    EXPECT_EQ(found(host, "dance"), "b.jpg a.jpg ") << "the newest event's first";
    EXPECT_EQ(found(host, "dance", 10, first.id), "a.jpg ");
    EXPECT_EQ(found(newcomer, "dance"), "b.jpg ");
}

TEST_F(SearchTest, FindsOfWhatATextMeansWhatTheCallerMaySee) {
    teach("dance");
    photos.moderate(event.id, {add("a", {100, 0})}, Moderation::hidden, clock.now());
    photos.remove(event.id, {add("b", {100, 0})}, clock.now());
    EXPECT_EQ(found(host, "dance"), "a.jpg ");
    EXPECT_EQ(found(guest, "dance"), "a.jpg ") << "their own";
    EXPECT_EQ(found(other_guest, "dance"), "");
    EXPECT_EQ(found(stranger, "dance"), "");
}

TEST_F(SearchTest, AsksForNoMeaningOfWhatHasNoWords) {
    teach("!");
    add("a", {100, 0});
    EXPECT_EQ(found(host, "!"), "");
}

TEST_F(SearchTest, FindsAsMuchAsIsWanted) {
    teach("dance");
    for (int i = 0; i < 250; ++i) add(std::to_string(i), {100, static_cast<std::int8_t>(i % 100)});
    EXPECT_EQ(search(host, event.id, "dance", 200)->size(), 200U);
}

}  // namespace
}  // namespace snapory
