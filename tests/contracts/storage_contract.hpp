#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

#include "adapters.hpp"
#include "infrastructure/memory/randomness.hpp"

namespace snapory {

// What the tests of every repository begin with: a storage of the adapter, one event in it, and ways to put
// more there. Times are chosen by the test; `noon` is when it begins.
class StorageContract : public testing::TestWithParam<Adapter<Storage>> {
protected:
    static constexpr TimePoint noon{std::chrono::seconds(1'781'956'800)};
    static constexpr std::size_t many = 1000;  // more than any list here holds

    StorageContract() { storage->events().add(event).value(); }

    template <class SomeId>
    SomeId new_id() {
        return randomness.next_id<SomeId>(noon);
    }

    Event some_event(TimePoint created_at = noon) {
        Event made;
        made.id = new_id<EventId>();
        made.organisation = OrganisationId("organisation");
        made.code = randomness.next_code();
        made.title = "Ada & Charles";
        made.created_at = created_at;
        return made;
    }

    Event add_event() {
        auto made = some_event();
        storage->events().add(made).value();
        return made;
    }

    Sha256 some_digest() { return Sha256(randomness.next_token()); }

    // Of the event of this test, unless changed.
    Photo some_photo(TimePoint created_at = noon) {
        Photo photo;
        photo.id = randomness.next_id<PhotoId>(created_at);
        photo.organisation = event.organisation;
        photo.event = event.id;
        photo.uploader = {Uploader::Kind::guest, "grace", "Grace"};
        photo.file_name = "IMG_0001.jpg";
        photo.bytes = 1000;
        photo.digest = some_digest();
        photo.taken_at = created_at;
        photo.created_at = created_at;
        return photo;
    }

    Photo add_photo(TimePoint created_at = noon) { return add(some_photo(created_at)); }
    Photo add(const Photo& photo) {
        storage->photos().add(photo, std::nullopt, 0);
        return photo;
    }

    static PhotoDetails full_details() {
        PhotoDetails details;
        details.size = {4000, 3000};
        details.capture.taken = TakenTime{noon, std::chrono::minutes(-210), TakenSource::exif};
        details.capture.camera = {"Canon", "EOS R5", "RF 50mm"};
        details.capture.exposure = {0.005, 1.8, 100.0, 50.0, 80.5, true};
        details.capture.place = Coordinates{52.5, -13.25, 34.0};
        details.capture.orientation = 6;
        details.preview = BlobKey("events/e/p/preview-1.jpg");
        details.thumbnail = BlobKey("events/e/p/thumb-1.webp");
        details.thumbhash = "1QcSHQRnh493V4dIh4eXh1h4kJUI";
        details.dominant_color = "#a0b0c0";
        details.perceptual_hash = 0xF000'0000'0000'0001;
        details.sharpness = 123.5;
        details.crc32 = 0xFFFF'FFFE;
        details.preview_bytes = 234'567;
        details.preview_crc32 = 42;
        details.place = Place{"Berlin", "DE"};
        details.camera = CameraId("camera");
        details.clock_at = noon - std::chrono::hours(2);
        details.card_at = noon - std::chrono::hours(1);
        return details;
    }

    Face some_face(const PhotoId& photo) {
        Face face;
        face.id = new_id<FaceId>();
        face.photo = photo;
        face.box = {0.25F, 0.5F, 0.125F, -0.0625F};
        face.score = 0.5F;
        face.quality = 0.75F;
        face.code = {0.6F, 0.8F, 0.0F};
        face.model = ModelId("model");
        return face;
    }

    // Processes the oldest waiting photo, which must be this one.
    void make_ready(const Photo& photo, const std::vector<Face>& faces = {}, TimePoint now = noon) {
        auto job = storage->jobs().claim("worker", now);
        ASSERT_TRUE(job);
        ASSERT_EQ(job->photo.id, photo.id);
        auto found = photo;
        found.details = full_details();
        ASSERT_TRUE(storage->jobs().finish(*job, found, {.faces = faces}, now));
    }
    void make_failed(const Photo& photo, TimePoint now = noon) {
        auto job = storage->jobs().claim("worker", now);
        ASSERT_TRUE(job);
        ASSERT_EQ(job->photo.id, photo.id);
        storage->jobs().park(*job, "The file is broken.", now);
    }

    std::optional<Photo> found(const Photo& photo) { return storage->photos().find(photo.event, photo.id); }
    void remove(const Photo& photo, TimePoint now = noon) {
        storage->photos().remove(photo.event, {photo.id}, now);
    }
    std::vector<Change> history() { return storage->changes().since(event.id, 0, many); }

    // Runs `work(0)` to `work(threads - 1)` at the same time.
    template <class Work>
    static void at_once(int threads, const Work& work) {
        std::vector<std::jthread> running;
        running.reserve(static_cast<std::size_t>(threads));
        for (int i = 0; i < threads; ++i) running.emplace_back([&work, i] { work(i); });
    }

    SeededRandomness randomness;
    std::unique_ptr<Storage> storage = GetParam().make();
    Event event = some_event();
};

// Instantiates a suite for every storage there is.
#define FOR_EVERY_STORAGE(suite) \
    INSTANTIATE_TEST_SUITE_P(Storage, suite, testing::ValuesIn(storages()), name_of_adapter<Adapter<Storage>>)

// For the suites that ask most of a database: every test makes one, which takes up to a second.
#define ALSO_THROUGH_A_POOLER(suite)                                              \
    INSTANTIATE_TEST_SUITE_P(Pooled, suite, testing::ValuesIn(pooled_storages()), \
                             name_of_adapter<Adapter<Storage>>)

}  // namespace snapory
