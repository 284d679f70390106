#include "application/housekeeping/expire.hpp"

#include <gtest/gtest.h>

#include "application/housekeeping/sweep_blobs.hpp"
#include "infrastructure/memory/faulty.hpp"
#include "infrastructure/memory/scene.hpp"

namespace snapory {
namespace {

using namespace std::chrono_literals;

struct HousekeepingTest : testing::Test, MemoryScene {
    Expire expire{{events, photos, uploads, selfies, face_index, sessions, one_time_tokens, downloads,
                   idempotency_keys, blobs, clock}};
    SweepBlobs sweep{photos, uploads, blobs, clock};

    Upload begun_upload() {
        Upload upload;
        upload.id = randomness.next_id<UploadId>(clock.now());
        upload.event = event.id;
        upload.photo = randomness.next_id<PhotoId>(clock.now());
        upload.bytes = 4;
        upload.created_at = clock.now();
        upload.expires_at = clock.now() + upload_lifetime;
        uploads.add({upload});
        auto part = blobs.stage_part(upload.id, 1, 4);
        part->write(std::as_bytes(std::span("1234", 4)));
        part->finish().value();
        return upload;
    }
    BlobKey orphan(const PhotoId& photo) {
        Photo nobody;
        nobody.event = event.id;
        nobody.id = photo;
        auto bytes = jpeg("orphan");
        blobs.put(nobody.original(), std::span<const std::uint8_t>(bytes));
        return nobody.original();
    }
};

TEST_F(HousekeepingTest, ForgottenUploadsEndWithTheirParts) {
    auto upload = begun_upload();
    EXPECT_EQ(expire().uploads, 0U);
    clock.advance(upload_lifetime);
    EXPECT_EQ(expire().uploads, 1U);
    EXPECT_EQ(uploads.find(upload.id)->state, UploadState::aborted);
    EXPECT_TRUE(blobs.received(upload).empty());
    EXPECT_EQ(expire().uploads, 0U);
    clock.advance(48h + 1ms);
    expire();
    EXPECT_FALSE(uploads.find(upload.id));
}

TEST_F(HousekeepingTest, FaceCodesEndThirtyDaysAfterTheEvent) {
    event.settings.face_search = true;
    change_event();
    add_ready_photo(guest, "a", {1, 0});
    selfies.put({SelfieId("s"),
                 event.id,
                 guest.guest.text(),
                 {1, 0},
                 test_model,
                 {},
                 clock.now(),
                 event.faces_expire_at()},
                {});
    clock.advance(24h * 30 - 1ms);
    EXPECT_EQ(expire().face_searches, 0U);
    clock.advance(1ms);
    auto expired = expire();
    EXPECT_EQ(expired.face_searches, 1U);
    EXPECT_EQ(expired.selfies, 1U);
    EXPECT_FALSE(events.find(event.id)->settings.face_search);
    EXPECT_EQ(events.counts(event).faces, 0U);
    EXPECT_EQ(expire().face_searches, 0U);
}

TEST_F(HousekeepingTest, DeletedPhotosAreErasedAfterTheirGrace) {
    auto photo = add_ready_photo(guest, "a");
    auto kept = add_ready_photo(guest, "b");
    photos.remove(event.id, {photo.id}, clock.now());
    clock.advance(deletion_grace);
    expire();
    EXPECT_TRUE(photos.find(event.id, photo.id)) << "to the last moment";
    clock.advance(1ms);
    EXPECT_EQ(expire().photos, 1U);
    EXPECT_FALSE(photos.find(event.id, photo.id));
    EXPECT_EQ(sweep(), 3U);
    EXPECT_FALSE(blobs.open(photo.original()));
    EXPECT_TRUE(blobs.open(kept.original()));
    EXPECT_TRUE(blobs.open(kept.details->preview));
    EXPECT_EQ(sweep(), 0U);
}

TEST_F(HousekeepingTest, DeletedEventsAreErasedAfterTheirGraceButForTheLedger) {
    add_ready_photo(guest, "a");
    selfies.put(
        {SelfieId("s"), event.id, guest.guest.text(), {}, test_model, {}, clock.now(), clock.now() + 1h},
        {event.id, guest.guest.text(), ConsentAct::given, "2026-11", "receipt", clock.now()});
    event.state = EventState::deleted;
    event.deleted_at = clock.now();
    change_event(FaceData::erase);
    clock.advance(deletion_grace + 1ms);
    EXPECT_EQ(expire().events, 1U);
    EXPECT_EQ(sweep(), 3U);
    EXPECT_EQ(blobs.size(), 0U);
    EXPECT_EQ(selfies.consents(event.id).size(), 1U);
}

TEST_F(HousekeepingTest, BlobsThatNoRowNamesGoAfterADay) {
    auto key = orphan(randomness.next_id<PhotoId>(clock.now()));
    EXPECT_EQ(sweep(), 0U) << "its row may be on its way";
    clock.advance(24h + 1ms);
    EXPECT_EQ(sweep(), 1U);
    EXPECT_FALSE(blobs.open(key));
}

TEST_F(HousekeepingTest, BlobOfAnUploadStaysAsLongAsTheUploadIsKnown) {
    auto upload = begun_upload();
    auto key = orphan(upload.photo);  // sealed, then the process died
    clock.advance(24h + 1ms);
    EXPECT_EQ(sweep(), 0U);
    clock.advance(upload_lifetime);
    expire();
    EXPECT_EQ(sweep(), 0U);
    clock.advance(48h);
    expire();
    EXPECT_EQ(sweep(), 1U);
    EXPECT_FALSE(blobs.open(key));
}

TEST_F(HousekeepingTest, ReplacedRenditionsGoAndThoseOnTheirWayStay) {
    auto photo = add_ready_photo(guest, "a");
    auto waiting = add_photo(guest, "b");
    auto bytes = jpeg("a rendition");
    auto digest = sha256(std::as_bytes(std::span(bytes)));
    blobs.put(photo.rendition(Variant::preview, digest), std::span<const std::uint8_t>(bytes));
    blobs.put(waiting.rendition(Variant::preview, digest), std::span<const std::uint8_t>(bytes));
    clock.advance(24h + 1ms);
    EXPECT_EQ(sweep(), 1U);
    EXPECT_FALSE(blobs.open(photo.rendition(Variant::preview, digest)));
    EXPECT_TRUE(blobs.open(waiting.rendition(Variant::preview, digest)));
}

TEST_F(HousekeepingTest, KeysThatAreNotOursAreLeftAlone) {
    auto bytes = jpeg("x");
    blobs.put(BlobKey("lost+found/x"), std::span<const std::uint8_t>(bytes));
    clock.advance(24h + 1ms);
    EXPECT_EQ(sweep(), 0U);
}

TEST_F(HousekeepingTest, FaultOfTheStoreIsMadeGoodTheNextTime) {
    begun_upload();
    clock.advance(upload_lifetime);
    for (std::size_t step = 0;; ++step) {
        Faults faults;
        FaultyBlobStore faulty_blobs(blobs, faults);
        FaultyUploads faulty_uploads(uploads, faults);
        Expire faulty{{events, photos, faulty_uploads, selfies, face_index, sessions, one_time_tokens,
                       downloads, idempotency_keys, faulty_blobs, clock}};
        faults.fail_at(step);
        try {
            faulty();
        } catch (const Unavailable&) {
            ASSERT_TRUE(faults.failed());
        }
        if (!faults.failed()) break;
    }
    EXPECT_TRUE(uploads.expired(clock.now(), 1).empty());
}

}  // namespace
}  // namespace snapory
