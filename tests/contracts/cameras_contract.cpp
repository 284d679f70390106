#include "storage_contract.hpp"

namespace snapory {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

class CamerasContract : public StorageContract {
protected:
    Cameras& cameras() { return storage->cameras(); }

    // Processes a photo that the camera took; `told` is what its witnesses tell, here an hour after its
    // clock.
    Photo add_photo_of(const std::string& camera, TimePoint clock_at, const std::vector<Face>& faces = {},
                       std::optional<TimePoint> card_at = std::nullopt) {
        auto photo = add_photo();
        auto job = storage->jobs().claim(photo.id, "worker", noon);
        photo.details = full_details();
        photo.details->camera = CameraId(camera);
        photo.details->clock_at = clock_at;
        photo.details->card_at = card_at;
        photo.taken_at = clock_at + hours(1);
        photo.taken_source = TakenSource::file;
        EXPECT_TRUE(storage->jobs().finish(*job, photo, {.faces = faces}, noon));
        return photo;
    }
    EventCamera camera(const std::string& id, std::optional<seconds> offset = std::nullopt) const {
        return {CameraId(id), event.id, "Canon", "EOS R5", offset};
    }
};
FOR_EVERY_STORAGE(CamerasContract);

TEST_P(CamerasContract, ListsThoseWithMostPhotosFirst) {
    EXPECT_TRUE(cameras().list(event.id).empty());
    add_photo_of("one", noon);
    add_photo_of("two", noon);
    auto removed = add_photo_of("one", noon);
    auto gone = add_photo_of("three", noon);
    add_photo_of("", noon);
    EXPECT_EQ(cameras().list(event.id).front(), (SeenCamera{camera("one"), 2}));
    remove(removed);
    remove(gone);
    EXPECT_EQ(cameras().list(event.id), (std::vector<SeenCamera>{{camera("one"), 1}, {camera("two"), 1}}));
    EXPECT_TRUE(cameras().list(add_event().id).empty());
}

TEST_P(CamerasContract, CorrectsPhotosThatAreThereAndThatCome) {
    auto before = add_photo_of("slr", noon);
    auto other = add_photo_of("other", noon);
    ASSERT_TRUE(cameras().correct(event.id, CameraId("slr"), seconds(-90), noon));
    auto after = add_photo_of("slr", noon + hours(2));
    EXPECT_EQ(found(before)->taken_at, noon - seconds(90));
    EXPECT_EQ(found(before)->taken_source, TakenSource::exif);
    EXPECT_EQ(found(before)->details->clock_at, noon) << "the original value is kept";
    EXPECT_EQ(found(after)->taken_at, noon + hours(2) - seconds(90));
    EXPECT_EQ(found(after)->taken_source, TakenSource::exif);
    EXPECT_EQ(found(other)->taken_at, noon + hours(1));
    EXPECT_EQ(cameras().list(event.id)[0].camera, camera("slr", seconds(-90)));
}

TEST_P(CamerasContract, TakesACorrectionBack) {
    auto photo = add_photo_of("slr", noon);
    ASSERT_TRUE(cameras().correct(event.id, CameraId("slr"), seconds(90), noon));
    auto later = add_photo_of("slr", noon + hours(2));
    ASSERT_TRUE(cameras().correct(event.id, CameraId("slr"), std::nullopt, noon));
    EXPECT_EQ(found(photo)->taken_at, noon + hours(1));
    EXPECT_EQ(found(photo)->taken_source, TakenSource::file);
    EXPECT_EQ(found(later)->taken_at, noon + hours(3));
    EXPECT_EQ(cameras().list(event.id)[0].camera, camera("slr"));
}

TEST_P(CamerasContract, LeavesPhotosAloneWhoseTimeIsNotTheirCameras) {
    auto photo = add_photo();
    auto job = storage->jobs().claim(photo.id, "worker", noon);
    photo.details = full_details();
    photo.details->clock_at.reset();
    photo.taken_source = TakenSource::gps;
    ASSERT_TRUE(storage->jobs().finish(*job, photo, {}, noon));
    ASSERT_TRUE(cameras().correct(event.id, photo.details->camera, seconds(90), noon));
    EXPECT_EQ(found(photo)->taken_at, photo.taken_at);
    EXPECT_EQ(found(photo)->taken_source, TakenSource::gps);
}

TEST_P(CamerasContract, TellsOfTheNewOrderOnce) {
    add_photo_of("slr", noon);
    add_photo_of("slr", noon);
    auto before = history().size();
    ASSERT_TRUE(cameras().correct(event.id, CameraId("slr"), seconds(1), noon));
    ASSERT_EQ(history().size(), before + 1);
    EXPECT_EQ(history().back().type, ChangeType::photos_reordered);
}

TEST_P(CamerasContract, CorrectsNoCameraOfAnotherEvent) {
    auto photo = add_photo_of("slr", noon);
    EXPECT_FALSE(cameras().correct(add_event().id, CameraId("slr"), seconds(1), noon));
    EXPECT_FALSE(cameras().correct(event.id, CameraId("another"), seconds(1), noon));
    EXPECT_EQ(found(photo)->taken_at, noon + hours(1));
}

TEST_P(CamerasContract, SeesWhatReadyPhotosShow) {
    event.settings.face_search = true;
    storage->events().change(event, FaceData::keep, noon);
    auto face = some_face(PhotoId());
    auto shown = add_photo();
    auto job = storage->jobs().claim(shown.id, "worker", noon);
    face.photo = shown.id;
    shown.details = full_details();
    ASSERT_TRUE(storage->jobs().finish(*job, shown, {.faces = {face}}, noon));
    const PersonId person = new_id<PersonId>();
    Regrouping regrouping{
        {{person, event.id, "", false, false, std::nullopt, noon}}, {{shown.id, face.id, person}}, {}};
    auto reached = storage->face_log().faces_since(event.id, 0).position;
    ASSERT_TRUE(
        storage->people().regroup(event.id, storage->people().state(event.id), reached, regrouping, noon));
    add_photo_of("", noon);
    add_photo();
    remove(add_photo_of("camera", noon));

    const auto& details = *shown.details;
    const Sighting expected{
        details.camera, *details.clock_at, details.card_at, details.perceptual_hash, {person}};
    EXPECT_EQ(cameras().sightings(event.id, many), std::vector{expected});
    EXPECT_TRUE(cameras().sightings(event.id, 0).empty());
    EXPECT_TRUE(cameras().sightings(add_event().id, many).empty());
}

}  // namespace
}  // namespace snapory
