#include "application/gallery/search_photos.hpp"

#include <gtest/gtest.h>

#include "infrastructure/memory/scene.hpp"

namespace snapory {
namespace {

struct SearchTest : testing::Test, MemoryScene {
    SearchPhotos search{events, photos, blobs, clock};

    std::string found(const Caller& caller, const std::string& text, std::size_t count = 10,
                      const std::optional<EventId>& event = std::nullopt) {
        std::string names;
        const auto all = search(caller, event, text, count);
        for (const auto& shown : all.value()) names += shown.photo.file_name + " ";
        return names;
    }
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

}  // namespace
}  // namespace snapory
