#include <gtest/gtest.h>

#include "application/gallery/propose_tag.hpp"
#include "application/gallery/tag_photos.hpp"
#include "infrastructure/memory/scene.hpp"

namespace snapory {
namespace {

struct HostTagsTest : testing::Test, MemoryScene {
    TagPhotos tag_photos{events, photos, host_tags, bell, clock};
    ProposeTag propose{events, photos, host_tags, blobs, clock};

    PhotoId add(std::string_view content, std::vector<std::int8_t> direction, const char* model = "model") {
        const auto photo = add_ready_photo(guest, content);
        rows.photos.at(photo.id).embedding = Embedding{ModelId(model), std::move(direction)};
        return photo.id;
    }
    // Five that look alike and have the tag.
    std::vector<PhotoId> add_examples() {
        std::vector<PhotoId> ids;
        for (const char* name : {"1", "2", "3", "4", "5"}) ids.push_back(add(name, {100, 10}));
        EXPECT_TRUE(tag_photos(host, event.id, ids, {"dance", true}));
        return ids;
    }
    std::string proposed(std::size_t count = 10) {
        std::string names;
        const auto proposals = propose(host, event.id, "dance", count);
        for (const auto& shown : proposals->photos) names += shown.photo.file_name.front();
        return names;
    }
};

TEST_F(HostTagsTest, AreProposedForWhatLooksAlikeTheLikeliestFirst) {
    add_examples();
    add("a", {100, 50});
    add("b", {100, 20});
    add("c", {0, 100});
    add("d", {100, 10}, "another model");
    EXPECT_EQ(proposed(), "ba");
    EXPECT_EQ(proposed(1), "b");
    EXPECT_EQ(propose(host, event.id, "dance", 10)->examples, 5U);
    EXPECT_EQ(propose(host, event.id, "cake", 10)->examples, 0U);
}

TEST_F(HostTagsTest, AreProposedOnceOnly) {
    add_examples();
    const auto yes = add("a", {100, 10}), no = add("b", {100, 70});
    ASSERT_EQ(proposed(), "ab");
    ASSERT_TRUE(tag_photos(host, event.id, {yes}, {"dance", true}));
    ASSERT_TRUE(tag_photos(host, event.id, {no}, {"dance", false}));
    EXPECT_EQ(proposed(), "");
    add("c", {100, 69});
    EXPECT_EQ(proposed(), "") << "it looks more like what was refused";
}

TEST_F(HostTagsTest, AreProposedOnceThereAreExamples) {
    auto ids = add_examples();
    add("a", {100, 10});
    ASSERT_TRUE(tag_photos(host, event.id, {ids.back()}, {"dance", false}));
    EXPECT_EQ(proposed(), "");
    EXPECT_EQ(propose(host, event.id, "dance", 10)->examples, 4U);
}

TEST_F(HostTagsTest, AreNotProposedWhereAModelFoundThem) {
    add_examples();
    rows.photos.at(add("a", {100, 10})).tags = {{"dance", 0.9F, ModelId("model")}};
    EXPECT_EQ(proposed(), "");
}

TEST_F(HostTagsTest, AreForHostsAlone) {
    const auto photo = add("a", {1});
    EXPECT_EQ(tag_photos(guest, event.id, {photo}, {"dance", true}).error().code, Errc::forbidden);
    EXPECT_EQ(propose(guest, event.id, "dance", 1).error().code, Errc::forbidden);
    EXPECT_EQ(tag_photos(stranger, event.id, {photo}, {"dance", true}).error().code, Errc::not_found);
    EXPECT_EQ(propose(stranger, event.id, "dance", 1).error().code, Errc::not_found);
}

TEST_F(HostTagsTest, HaveANameAndPhotosOfTheEvent) {
    const auto photo = add("a", {1}), deleted = add("b", {1});
    photos.remove(event.id, {deleted}, clock.now());
    EXPECT_EQ(tag_photos(host, event.id, {photo}, {" ", true}).error().code, Errc::invalid);
    const auto outcome = tag_photos(host, event.id, {photo, deleted}, {" dance ", true});
    EXPECT_EQ(outcome->done, std::vector{photo});
    EXPECT_EQ(outcome->refused.front().why.code, Errc::not_found);
    EXPECT_TRUE(has_tag(rows.photos.at(photo).tags, "dance"));
}

}  // namespace
}  // namespace snapory
