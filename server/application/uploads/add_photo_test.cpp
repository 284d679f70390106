#include "application/uploads/add_photo.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <thread>

#include "application/uploads/stage_photo.hpp"
#include "infrastructure/memory/faulty.hpp"
#include "infrastructure/memory/scene.hpp"

namespace snapory {
namespace {

struct AddPhotoTest : testing::Test, MemoryScene {
    Limits limits;
    int jobs_rung = 0;
    std::shared_ptr<void> listening = bell.listen({[this] { ++jobs_rung; }, {}});

    Intake intake() { return {events, photos, blobs, queue, bell, clock, limits}; }
    Result<AddedPhoto> add(const Caller& caller, const std::vector<std::uint8_t>& bytes,
                           std::string_view name = "a.jpg") {
        auto file = staged(bytes);
        return AddPhoto(intake(), randomness)(caller, event.id, name, *file);
    }
};

TEST_F(AddPhotoTest, IsSafeWaitingAndAnnounced) {
    auto added = add(guest, jpeg("one"), "../IMG_1.jpg");
    ASSERT_TRUE(added);
    EXPECT_TRUE(added->is_new);
    EXPECT_TRUE(added->photo.own);
    EXPECT_TRUE(added->photo.urls.original);
    EXPECT_FALSE(added->photo.urls.preview);
    const auto& photo = added->photo.photo;
    EXPECT_EQ(photo.file_name, "IMG_1.jpg");
    EXPECT_EQ(photo.uploader, uploader_of(guest));
    EXPECT_EQ(photo.state, PhotoState::processing);
    EXPECT_EQ(photo.moderation, Moderation::approved);
    EXPECT_EQ(blobs.open(photo.original())->bytes(), photo.bytes);
    EXPECT_EQ(jobs.claim("worker", clock.now())->photo.id, photo.id);
    EXPECT_EQ(changes.since(event.id, 0, 9).at(0).type, ChangeType::photo_added);
    EXPECT_EQ(jobs_rung, 1);
}

TEST_F(AddPhotoTest, TheSameBytesAreOnePhotoWithinAnEvent) {
    auto first = add(guest, jpeg("one")).value();
    auto again = add(host, jpeg("one"), "other.jpg").value();
    EXPECT_FALSE(again.is_new);
    EXPECT_EQ(again.photo.photo.id, first.photo.photo.id);
    EXPECT_EQ(blobs.size(), 1U);
    EXPECT_EQ(jobs_rung, 1);

    auto file = staged(jpeg("one"));
    auto elsewhere = AddPhoto(intake(), randomness)(outsider, other_event.id, "a.jpg", *file);
    EXPECT_TRUE(elsewhere->is_new);
}

TEST_F(AddPhotoTest, ThatTheSenderMayNotSeeComesBackWithoutUrls) {
    auto hidden = add(host, jpeg("one")).value();
    photos.moderate(event.id, {hidden.photo.photo.id}, Moderation::hidden, clock.now());
    auto again = add(guest, jpeg("one")).value();
    EXPECT_EQ(again.photo.photo.id, hidden.photo.photo.id);
    EXPECT_FALSE(again.photo.urls.original);
    EXPECT_FALSE(again.photo.own);
}

TEST_F(AddPhotoTest, IsRefusedForWhatItIs) {
    limits.photo_bytes = 100;
    EXPECT_EQ(add(guest, {}).error().code, Errc::unreadable);
    EXPECT_EQ(add(guest, jpeg(std::string(100, 'x'))).error().code, Errc::too_large);
    EXPECT_EQ(add(guest, {'<', 's', 'v', 'g', '>'}, "a.jpg").error().code, Errc::unsupported_format);
    EXPECT_EQ(blobs.size(), 0U);
}

TEST_F(AddPhotoTest, IsForThoseWhoMayAdd) {
    StagePhoto stage(intake());
    for (const auto& [name, caller] : everybody()) {
        auto added = add(caller, jpeg(name));
        auto file = stage(caller, event.id);
        bool may = name == "host" || name == "photographer" || name.ends_with("guest");
        EXPECT_EQ(added.has_value(), may) << name;
        EXPECT_EQ(file.has_value(), may) << name;
        if (!may)
            EXPECT_EQ(added.error().code, name == "anonymous" ? Errc::unauthenticated : Errc::not_found)
                << name;
    }
}

TEST_F(AddPhotoTest, IsRefusedByTheStateOfTheEvent) {
    for (auto state : {EventState::closed, EventState::archived}) {
        event.state = state;
        change_event();
        EXPECT_EQ(add(guest, jpeg("one")).error().code, Errc::event_closed);
        EXPECT_EQ(add(host, jpeg("one")).error().code, Errc::event_closed);
    }
}

TEST_F(AddPhotoTest, IsRefusedWithoutItsEnd) {
    EXPECT_EQ(add(guest, {0xFF, 0xD8, 0xFF, 0xDA, 0, 2, 'p'}).error().code, Errc::unreadable);
    EXPECT_TRUE(rows.photos.empty());
    EXPECT_EQ(blobs.size(), 0U);
}

TEST_F(AddPhotoTest, KeepsTheQuotas) {
    event.settings.photos_per_guest = 2;
    change_event();
    EXPECT_TRUE(add(guest, jpeg("1")));
    EXPECT_TRUE(add(guest, jpeg("2")));
    EXPECT_EQ(add(guest, jpeg("3")).error().code, Errc::quota_exceeded);
    EXPECT_TRUE(add(guest, jpeg("1"))) << "the event holds it";
    EXPECT_TRUE(add(other_guest, jpeg("3")));
    EXPECT_TRUE(add(host, jpeg("4")));
    limits.event_bytes = 20;
    EXPECT_EQ(add(host, jpeg("5")).error().code, Errc::quota_exceeded);
}

TEST_F(AddPhotoTest, OfGuestsWaitsWhereTheHostApproves) {
    event.settings.approval = Approval::host;
    change_event();
    EXPECT_EQ(add(guest, jpeg("1"))->photo.photo.moderation, Moderation::pending);
    EXPECT_EQ(add(host, jpeg("2"))->photo.photo.moderation, Moderation::approved);
}

TEST_F(AddPhotoTest, IsRefusedWhenTheDiskIsFull) {
    blobs.fill_to(0.95);
    EXPECT_EQ(add(guest, jpeg("1")).error().code, Errc::storage_full);
    EXPECT_EQ(StagePhoto(intake())(guest, event.id).error().code, Errc::storage_full);
    limits.storage_full_share = 2;
    blobs.fill_to(1);
    EXPECT_EQ(add(guest, jpeg("1")).error().code, Errc::storage_full) << "full only while it was written";
    EXPECT_TRUE(rows.photos.empty());
}

TEST_F(AddPhotoTest, SentByManyAtOnceIsOnePhotoAndOneFile) {
    std::atomic<int> fresh = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 8; ++i)
            threads.emplace_back([&] { fresh += add(guest, jpeg("one")).value().is_new ? 1 : 0; });
    }
    EXPECT_EQ(fresh, 1);
    EXPECT_EQ(rows.photos.size(), 1U);
    EXPECT_EQ(stored_blobs(), std::vector{rows.photos.begin()->second.photo.original()});
}

// quality.md 4: whatever call fails, there is a clean error or a durable photo, and trying again gives the
// photo.
TEST_F(AddPhotoTest, SurvivesAFaultOfAnyCall) {
    for (std::size_t step = 0;; ++step) {
        MemoryScene scene;
        Faults faults;
        FaultyBlobStore faulty_blobs(scene.blobs, faults);
        FaultyPhotos faulty_photos(scene.photos, faults);
        AddPhoto verb(
            {scene.events, faulty_photos, faulty_blobs, scene.queue, scene.bell, scene.clock, limits},
            scene.randomness);
        auto send = [&] {
            auto file = scene.staged(jpeg("one"));
            return verb(scene.guest, scene.event.id, "a.jpg", *file);
        };
        faults.fail_at(step);
        try {
            EXPECT_TRUE(send());
        } catch (const Unavailable&) {
            EXPECT_TRUE(faults.failed());
        }
        faults.stop();
        for (const auto& [id, row] : scene.rows.photos)
            EXPECT_TRUE(scene.blobs.open(row.photo.original())) << step;
        auto again = send();
        ASSERT_TRUE(again) << step;
        EXPECT_EQ(scene.rows.photos.size(), 1U) << step;
        EXPECT_TRUE(scene.blobs.open(again->photo.photo.original())) << step;
        if (!faults.failed()) {
            EXPECT_GT(step, 6U) << "every call was made to fail";
            break;
        }
    }
}

}  // namespace
}  // namespace snapory
