#include <gtest/gtest.h>

#include "application/cameras/clock_card.hpp"
#include "application/cameras/correct_camera.hpp"
#include "application/cameras/list_cameras.hpp"
#include "application/cameras/show_clock_card.hpp"
#include "infrastructure/memory/scene.hpp"

namespace snapory {
namespace {

using namespace std::chrono_literals;

struct CamerasTest : testing::Test, MemoryScene {
    ListCameras list{events, cameras, clock};
    CorrectCamera correct{events, cameras, bell, clock};
    ShowClockCard show_card{events, signatures, clock};

    // A ready photo of the camera; `card_at` when it shows the clock card.
    PhotoId add_photo_of(const std::string& camera, const std::string& make, TimePoint clock_at,
                         std::optional<TimePoint> card_at = std::nullopt) {
        const auto added = add_photo(guest, camera + std::to_string(clock_at.time_since_epoch().count()));
        auto job = jobs.claim("worker", clock.now());
        auto photo = job->photo;
        photo.details.emplace();
        photo.details->capture.camera.make = make;
        photo.details->camera = CameraId(camera);
        photo.details->clock_at = photo.taken_at = clock_at;
        photo.details->card_at = card_at;
        jobs.finish(*job, photo, {}, clock.now());
        return added.id;
    }
};

TEST_F(CamerasTest, AreListedWithWhatTheirClocksSeemToNeed) {
    add_photo_of("slr", "Canon", clock.now(), clock.now() + 65s);
    add_photo_of("slr", "Canon", clock.now() + 1s);
    add_photo_of("phone", "Apple", clock.now());
    const auto found = list(host, event.id).value();
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].seen.camera.make, "Canon");
    EXPECT_EQ(found[0].seen.photos, 2U);
    EXPECT_FALSE(found[0].is_phone);
    EXPECT_EQ(found[0].suggestion->offset, 65s);
    EXPECT_TRUE(found[1].is_phone);
    EXPECT_FALSE(found[1].suggestion);
}

TEST_F(CamerasTest, NothingIsCorrectedUntilTheHostSaysSo) {
    const auto photo = add_photo_of("slr", "Canon", clock.now(), clock.now() + 65s);
    list(host, event.id).value();
    EXPECT_EQ(photos.find(event.id, photo)->taken_at, clock.now());
    ASSERT_TRUE(correct(host, event.id, CameraId("slr"), 65s));
    EXPECT_EQ(photos.find(event.id, photo)->taken_at, clock.now() + 65s);
    EXPECT_FALSE(list(host, event.id)->at(0).suggestion);
    EXPECT_EQ(changes.since(event.id, 0, 100).back().type, ChangeType::photos_reordered);
    ASSERT_TRUE(correct(host, event.id, CameraId("slr"), std::nullopt));
    EXPECT_EQ(photos.find(event.id, photo)->taken_at, clock.now());
}

TEST_F(CamerasTest, OfNoOtherEventAndByNoOtherAmountAreCorrected) {
    add_photo_of("slr", "Canon", clock.now());
    EXPECT_EQ(correct(host, event.id, CameraId("another"), 1s).error().code, Errc::not_found);
    EXPECT_EQ(correct(stranger, other_event.id, CameraId("slr"), 1s).error().code, Errc::not_found);
    EXPECT_EQ(correct(host, event.id, CameraId("slr"), largest_clock_offset + 1s).error().code,
              Errc::invalid);
}

TEST_F(CamerasTest, AreForHosts) {
    for (const auto& [name, caller] : everybody()) {
        if (name == "host") continue;
        EXPECT_FALSE(list(caller, event.id)) << name;
        EXPECT_FALSE(correct(caller, event.id, CameraId("slr"), 1s)) << name;
        EXPECT_FALSE(show_card(caller, event.id)) << name;
    }
}

TEST_F(CamerasTest, ClockCardShowsNow) {
    const auto card = show_card(host, event.id).value();
    EXPECT_EQ(card.at, clock.now());
    EXPECT_EQ(read_clock_card(card.text, event.id, signatures),
              std::chrono::floor<std::chrono::seconds>(clock.now()));
}

}  // namespace
}  // namespace snapory
