#include "application/gallery/find_similar.hpp"

#include <gtest/gtest.h>

#include "infrastructure/memory/scene.hpp"

namespace snapory {
namespace {

struct SimilarTest : testing::Test, MemoryScene {
    FindSimilar find_similar{events, photos, blobs, clock};

    PhotoId add(std::string_view content, std::vector<std::int8_t> direction, const char* model = "model") {
        const auto photo = add_ready_photo(guest, content);
        rows.photos.at(photo.id).embedding = Embedding{ModelId(model), std::move(direction)};
        return photo.id;
    }
    void lay_into_stack(const PhotoId& photo, const char* stack) {
        rows.photos.at(photo).photo.stack = StackId(stack);
    }
    std::string names(const Caller& caller, const PhotoId& of, std::size_t count = 10) {
        std::string names;
        const auto found = find_similar(caller, event.id, of, count);
        for (const auto& shown : found.value()) names += shown.photo.file_name.front();
        return names;
    }
};

TEST_F(SimilarTest, AreThoseThatLookAlikeTheMostAlikeFirst) {
    const auto photo = add("a", {100, 0});
    add("b", {100, 70});
    add("c", {100, 10});
    add("d", {0, 100});
    add("e", {100, 0}, "another model");
    EXPECT_EQ(names(host, photo), "cb");
    EXPECT_EQ(names(host, photo, 1), "c");
    EXPECT_EQ(names(host, add_ready_photo(guest, "f").id), "") << "no model looked at it";
}

TEST_F(SimilarTest, AreOfOneEvent) {
    const auto photo = add("a", {100, 0});
    auto& other = rows.photos.at(add("b", {100, 0}));
    other.photo.event = EventId("another");
    EXPECT_EQ(names(host, photo), "");
}

TEST_F(SimilarTest, AreOneOfAStackAndNotOfItsOwn) {
    const auto photo = add("a", {100, 0});
    lay_into_stack(photo, "one");
    lay_into_stack(add("b", {100, 0}), "one");
    lay_into_stack(add("c", {100, 20}), "two");
    lay_into_stack(add("d", {100, 10}), "two");
    add("e", {100, 30});
    add("f", {100, 40});
    EXPECT_EQ(names(host, photo), "def");
}

TEST_F(SimilarTest, AreWhatTheCallerMaySee) {
    const auto photo = add("a", {100, 0});
    const auto hidden = add("b", {100, 0}), deleted = add("c", {100, 0});
    add("d", {100, 20});
    photos.moderate(event.id, {hidden}, Moderation::hidden, clock.now());
    photos.remove(event.id, {deleted}, clock.now());
    EXPECT_EQ(names(host, photo), "bd");
    EXPECT_EQ(names(other_guest, photo), "d");
    EXPECT_EQ(find_similar(other_guest, event.id, hidden, 10).error().code, Errc::not_found);
    EXPECT_EQ(find_similar(host, event.id, deleted, 10).error().code, Errc::not_found);
}

}  // namespace
}  // namespace snapory
