#include "storage_contract.hpp"

namespace snapory {
namespace {

using std::chrono::seconds;

class StacksContract : public StorageContract {
protected:
    // A ready photo of one camera; `hash` tells what it shows.
    Photo add_frame(seconds after, std::uint64_t hash, double appeal = 0.5, const char* camera = "slr") {
        auto photo = add_photo();
        auto job = storage->jobs().claim(photo.id, "worker", noon);
        photo.taken_at = noon + after;
        photo.taken_source = TakenSource::exif;
        photo.details = full_details();
        photo.details->camera = CameraId(camera);
        photo.details->clock_at = photo.taken_at;
        photo.details->perceptual_hash = hash;
        photo.details->appeal = appeal;
        EXPECT_TRUE(storage->jobs().finish(*job, photo, {}, noon));
        return photo;
    }
    StackId stack_of(const Photo& photo) { return found(photo)->stack; }
    std::vector<PhotoWithFaces> list(PhotoQuery query) {
        query.event = event.id;
        query.limit = many;
        return storage->photos().list(query).items;
    }
    std::vector<PhotoWithFaces> tops(const std::optional<Uploader>& visible_to = std::nullopt) {
        PhotoQuery query;
        query.stacks = true;
        query.visible_to = visible_to;
        return list(query);
    }
    const Uploader somebody{Uploader::Kind::guest, "alan", "Alan"};
};
FOR_EVERY_STORAGE(StacksContract);

TEST_P(StacksContract, HoldPhotosOfOneMoment) {
    auto one = add_frame(seconds(0), 0);
    EXPECT_TRUE(stack_of(one).empty());
    auto two = add_frame(seconds(2), 1);
    auto three = add_frame(seconds(4), 3);
    auto copy = add_frame(seconds(30), 1, 0.5, "");
    auto later = add_frame(seconds(600), 0);
    EXPECT_EQ(stack_of(one), StackId(one.id.text()));
    for (const auto& photo : {two, three, copy}) EXPECT_EQ(stack_of(photo), stack_of(one));
    EXPECT_TRUE(stack_of(later).empty());
}

TEST_P(StacksContract, AreNothingToAPhotoThatWaits) {
    add_photo();
    EXPECT_EQ(tops().at(0).stack_photos, 1U);
}

TEST_P(StacksContract, AreOfOneEvent) {
    add_frame(seconds(0), 0);
    event = add_event();
    EXPECT_TRUE(stack_of(add_frame(seconds(0), 0)).empty());
}

TEST_P(StacksContract, ShowTheirBestPhotoAndCount) {
    add_frame(seconds(0), 0, 0.25);
    auto best = add_frame(seconds(1), 1, 0.75);
    auto alone = add_frame(seconds(600), 0);
    auto shown = tops(somebody);
    ASSERT_EQ(shown.size(), 2U);
    EXPECT_EQ(shown[0].photo.id, alone.id);
    EXPECT_EQ(shown[0].stack_photos, 1U);
    EXPECT_EQ(shown[1].photo.id, best.id);
    EXPECT_EQ(shown[1].stack_photos, 2U);
    EXPECT_EQ(tops().size(), 2U);
    EXPECT_EQ(list({}).size(), 3U);
    PhotoQuery members;
    members.stack = stack_of(best);
    EXPECT_EQ(list(members).size(), 2U);
    members.stack = StackId();
    EXPECT_TRUE(list(members).empty()) << "photos that stand alone are no stack";
}

TEST_P(StacksContract, ShowWhatWasPutOnTopLast) {
    auto one = add_frame(seconds(0), 0, 0.25);
    auto two = add_frame(seconds(1), 1, 0.5);
    add_frame(seconds(2), 3, 0.75);
    auto before = history().size();
    EXPECT_TRUE(storage->photos().put_on_top(event.id, one.id, noon));
    EXPECT_EQ(tops().at(0).photo.id, one.id);
    EXPECT_EQ(history().size(), before + 1);
    EXPECT_EQ(history().back().type, ChangeType::photo_ready);
    EXPECT_TRUE(storage->photos().put_on_top(event.id, two.id, noon + seconds(1)));
    EXPECT_EQ(tops().at(0).photo.id, two.id);
    EXPECT_FALSE(storage->photos().put_on_top(add_event().id, one.id, noon));
    remove(one);
    EXPECT_FALSE(storage->photos().put_on_top(event.id, one.id, noon));
}

TEST_P(StacksContract, ShowEachCallerTheBestThatTheyMaySee) {
    auto one = add_frame(seconds(0), 0, 0.25);
    auto two = add_frame(seconds(1), 1, 0.5);
    auto three = add_frame(seconds(2), 3, 0.75);
    storage->photos().moderate(event.id, {three.id}, Moderation::pending, noon);
    EXPECT_EQ(tops(somebody).at(0).photo.id, two.id);
    EXPECT_EQ(tops(somebody).at(0).stack_photos, 2U);
    EXPECT_EQ(tops(three.uploader).at(0).photo.id, three.id) << "one's own";
    EXPECT_EQ(tops().size(), 2U) << "hosts see what waits beside the stack";
    storage->photos().moderate(event.id, {one.id, three.id}, Moderation::hidden, noon);
    EXPECT_EQ(tops().size(), 3U) << "and what is hidden, also where it is worse than the top";
    storage->photos().moderate(event.id, {one.id}, Moderation::approved, noon);
    remove(two);
    EXPECT_EQ(tops(somebody).at(0).photo.id, one.id);
}

TEST_P(StacksContract, AreLeftByAPhotoThatShowsAnotherMomentAfterAll) {
    event.settings.face_search = true;
    auto one = add_frame(seconds(0), 0);
    auto two = add_frame(seconds(1), 1);
    storage->events().change(event, FaceData::make, noon);
    auto job = storage->jobs().claim(two.id, "worker", noon);
    ASSERT_TRUE(job);
    two.details->perceptual_hash = ~std::uint64_t{0};
    ASSERT_TRUE(storage->jobs().finish(*job, two, {}, noon));
    EXPECT_TRUE(stack_of(two).empty());
    EXPECT_EQ(tops(somebody).size(), 2U);
}

}  // namespace
}  // namespace snapory
