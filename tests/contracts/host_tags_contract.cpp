#include "storage_contract.hpp"

namespace snapory {
namespace {

const TagVerdict dance{"first dance", true}, no_dance{"first dance", false};

class HostTagsContract : public StorageContract {
protected:
    HostTags& tags() { return storage->host_tags(); }

    // Is processed, and models find these.
    void find_in(Photo photo, const std::vector<Tag>& found) {
        const auto job = storage->jobs().claim(photo.id, "worker", noon);
        photo.details = full_details();
        EXPECT_TRUE(storage->jobs().finish(*job, photo, {.tags = found}, noon));
    }
    Photo add_with(const std::vector<Tag>& found) {
        auto photo = add_photo();
        find_in(photo, found);
        return photo;
    }
    std::vector<Tag> tags_of(const Photo& photo) {
        return storage->photos().find(event.id, std::vector{photo.id}).front().tags;
    }
    std::size_t count(const PhotoQuery& query) { return storage->photos().list(query).items.size(); }

    const Tag dog{"dog", 0.9F, ModelId("model")}, cake{"cake", 0.8F, ModelId("model")};
    const Tag danced{"first dance", 1, host_model};
};
FOR_EVERY_STORAGE(HostTagsContract);

TEST_P(HostTagsContract, AreTagsLikeAnyOther) {
    const auto photo = add_with({dog}), other = add_with({});
    tags().judge(event.id, {photo.id}, dance, noon);
    EXPECT_EQ(tags_of(photo), (std::vector{danced, dog}));
    EXPECT_TRUE(tags_of(other).empty());
    EXPECT_EQ(count({.event = event.id, .tags = {"first dance"}}), 1U);
    EXPECT_EQ(count({.event = event.id, .text = "danc"}), 1U);
    EXPECT_EQ(storage->photos().facets(event.id, {}).tags.size(), 2U);
    EXPECT_EQ(history().back().type, ChangeType::photo_ready);
    EXPECT_EQ(history().back().photo, photo.id);
}

TEST_P(HostTagsContract, AreTakenBack) {
    const auto photo = add_with({dog});
    tags().judge(event.id, {photo.id}, dance, noon);
    tags().judge(event.id, {photo.id}, no_dance, noon);
    EXPECT_EQ(tags_of(photo), std::vector{dog});
    EXPECT_EQ(count({.event = event.id, .text = "dance"}), 0U);
    EXPECT_EQ(tags().judged(event.id, "first dance"), (std::vector<JudgedPhoto>{{photo.id, false}}));
}

TEST_P(HostTagsContract, OutliveWhatModelsFindLater) {
    event.settings.face_search = true;
    const auto photo = add_with({dog, cake});
    tags().judge(event.id, {photo.id}, dance, noon);
    tags().judge(event.id, {photo.id}, {"cake", false}, noon);
    storage->events().change(event, FaceData::make, noon);
    find_in(photo, {cake, dog});
    EXPECT_EQ(tags_of(photo), (std::vector{danced, dog}));
    EXPECT_EQ(count({.event = event.id, .text = "cake"}), 0U);
}

TEST_P(HostTagsContract, WaitForAPhotoThatIsProcessedYet) {
    const auto photo = add_photo();
    const auto before = history().size();
    tags().judge(event.id, {photo.id}, dance, noon);
    EXPECT_TRUE(tags_of(photo).empty());
    EXPECT_EQ(history().size(), before);
    find_in(photo, {});
    EXPECT_EQ(tags_of(photo), std::vector{danced});
}

TEST_P(HostTagsContract, NameWhoWasJudgedNewestFirst) {
    const auto first = add_with({}), second = add_photo(noon + std::chrono::hours(1)), gone = add_with({});
    tags().judge(event.id, {first.id, gone.id}, dance, noon);
    tags().judge(event.id, {second.id}, no_dance, noon);
    tags().judge(event.id, {first.id}, {"cake", true}, noon);
    remove(gone);
    EXPECT_EQ(tags().judged(event.id, "first dance"),
              (std::vector<JudgedPhoto>{{second.id, false}, {first.id, true}}));
    EXPECT_TRUE(tags().judged(add_event().id, "first dance").empty());
}

TEST_P(HostTagsContract, PassOverWhatTheEventDoesNotHold) {
    const auto photo = add_with({}), gone = add_with({});
    remove(gone);
    const auto before = history().size();
    tags().judge(add_event().id, {photo.id}, dance, noon);
    tags().judge(event.id, {gone.id, new_id<PhotoId>()}, dance, noon);
    EXPECT_TRUE(tags_of(photo).empty());
    EXPECT_TRUE(tags().judged(event.id, "first dance").empty());
    EXPECT_EQ(history().size(), before);
    storage->photos().purge(photo.id);
}

}  // namespace
}  // namespace snapory
