#include "application/uploads/complete_upload.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "application/uploads/abort_upload.hpp"
#include "application/uploads/begin_uploads.hpp"
#include "application/uploads/read_upload.hpp"
#include "application/uploads/receive_part.hpp"
#include "infrastructure/memory/faulty.hpp"
#include "infrastructure/memory/scene.hpp"

namespace snapory {
namespace {

using namespace std::chrono_literals;

AnnouncedFile announced(const std::vector<std::uint8_t>& bytes) {
    return {"IMG_1.JPG", bytes.size(), "image/jpeg", sha256(std::as_bytes(std::span(bytes))).text(),
            std::nullopt};
}

// The verbs of one upload, over whichever ports.
struct Protocol {
    Intake intake;
    Uploads& uploads;
    Randomness& randomness;

    BeginUploads begin{intake, uploads, randomness};
    ReadUpload read{uploads, intake.blobs, intake.clock};
    ReceivePart receive{uploads, intake.blobs, intake.clock, intake.limits.storage_full_share};
    CompleteUpload complete{intake, uploads};
    AbortUpload abort{uploads, intake.blobs};

    Upload open(const Caller& caller, const EventId& event, const AnnouncedFile& file) const {
        return std::get<UploadProgress>(begin(caller, event, {file})->at(0)).upload;
    }
    void send(const Upload& upload, std::span<const std::uint8_t> bytes) const {
        for (std::uint32_t number = 1; number <= upload.part_count(); ++number)
            send_part(upload, number, bytes);
    }
    void send_part(const Upload& upload, std::uint32_t number, std::span<const std::uint8_t> bytes) const {
        auto part = receive(upload.id, number, upload.bytes_of_part(number)).value();
        part->write(std::as_bytes(bytes.subspan((number - 1) * part_bytes, upload.bytes_of_part(number))));
        part->finish().value();
    }
};

struct UploadTest : testing::Test, MemoryScene {
    Limits limits;
    Protocol protocol{{events, photos, blobs, queue, bell, clock, limits}, uploads, randomness};
    std::vector<std::uint8_t> bytes = jpeg(std::string(part_bytes + 100, 'x'));  // two parts

    Upload sent(const Caller& caller) {
        auto upload = protocol.open(caller, event.id, announced(bytes));
        protocol.send(upload, bytes);
        return upload;
    }
    Result<AddedPhoto> complete(const Upload& upload) {
        return protocol.complete(guest, event.id, upload.id);
    }
};

TEST_F(UploadTest, GoesFromAnnouncementToPhoto) {
    auto modified = clock.now() - 2h;
    auto file = announced(bytes);
    file.modified_at = modified;
    auto answer = std::get<UploadProgress>(protocol.begin(guest, event.id, {file})->at(0));
    ASSERT_EQ(answer.missing.size(), 2U);
    EXPECT_EQ(answer.missing[0].bytes, part_bytes);
    EXPECT_EQ(answer.missing[1].bytes, bytes.size() - part_bytes);
    EXPECT_EQ(answer.upload.expires_at, clock.now() + upload_lifetime);

    protocol.send(answer.upload, bytes);
    auto added = complete(answer.upload);
    ASSERT_TRUE(added);
    const auto& photo = added->photo.photo;
    EXPECT_EQ(photo.id, answer.upload.photo);
    EXPECT_EQ(photo.taken_at, modified);
    EXPECT_EQ(photo.taken_source, TakenSource::file);
    EXPECT_EQ(photo.created_at, clock.now());
    EXPECT_EQ(blobs.open(photo.original())->bytes(), bytes.size());
    EXPECT_EQ(jobs.claim("worker", clock.now())->photo.id, photo.id);
}

TEST_F(UploadTest, RepeatedCompletionGivesTheSamePhoto) {
    auto upload = sent(guest);
    auto first = complete(upload).value();
    auto second = complete(upload).value();
    EXPECT_TRUE(first.is_new);
    EXPECT_FALSE(second.is_new);
    EXPECT_EQ(first.photo.photo.id, second.photo.photo.id);
    EXPECT_TRUE(protocol.read(guest, event.id, upload.id)->missing.empty());
}

TEST_F(UploadTest, CompletedByManyAtOnceIsOnePhoto) {
    auto upload = sent(guest);
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 6; ++i) threads.emplace_back([&] { EXPECT_TRUE(complete(upload)); });
    }
    EXPECT_EQ(rows.photos.size(), 1U);
    EXPECT_EQ(blobs.size(), 1U);
}

TEST_F(UploadTest, ResumesWhereItStopped) {
    auto upload = protocol.open(guest, event.id, announced(bytes));
    protocol.send_part(upload, 2, bytes);
    EXPECT_EQ(complete(upload).error().code, Errc::incomplete_upload);

    auto again = std::get<UploadProgress>(protocol.begin(guest, event.id, {announced(bytes)})->at(0));
    EXPECT_EQ(again.upload.id, upload.id);
    EXPECT_EQ(again.received, std::vector<std::uint32_t>{2});
    ASSERT_EQ(again.missing.size(), 1U);
    EXPECT_EQ(again.missing[0].number, 1U);

    auto of_another =
        std::get<UploadProgress>(protocol.begin(other_guest, event.id, {announced(bytes)})->at(0));
    EXPECT_NE(of_another.upload.id, upload.id);
    protocol.send_part(upload, 1, bytes);
    EXPECT_TRUE(complete(upload));
}

TEST_F(UploadTest, OfBytesThatTheEventHoldsIsNotSent) {
    auto photo = complete(sent(guest))->photo.photo;
    auto answers = protocol.begin(other_guest, event.id, {announced(bytes)}).value();
    EXPECT_EQ(std::get<Photo>(answers.at(0)).id, photo.id);
}

TEST_F(UploadTest, OfTheSameBytesByTwoIsOnePhotoAndOneFile) {
    auto mine = sent(guest);
    auto theirs = sent(other_guest);
    auto first = complete(mine).value();
    auto second = protocol.complete(other_guest, event.id, theirs.id).value();
    EXPECT_FALSE(second.is_new);
    EXPECT_EQ(second.photo.photo.id, first.photo.photo.id);
    EXPECT_EQ(blobs.size(), 1U);
    EXPECT_EQ(protocol.complete(other_guest, event.id, theirs.id)->photo.photo.id, first.photo.photo.id);
}

TEST_F(UploadTest, AnswersEachFileInOrder) {
    auto held = complete(sent(guest))->photo.photo;
    limits.photo_bytes = 1000;
    Protocol strict{{events, photos, blobs, queue, bell, clock, limits}, uploads, randomness};
    auto good = announced(jpeg("good"));
    auto empty = good;
    empty.bytes = 0;
    auto large = good;
    large.bytes = 1001;
    auto nonsense = good;
    nonsense.sha256 = "XYZ";
    auto known = announced(bytes);
    known.bytes = 5;
    auto strange = good;
    strange.content_type = "image/jpeg\r\nX: y";
    auto answers =
        strict.begin(guest, event.id, {good, empty, large, nonsense, known, good, strange}).value();
    ASSERT_EQ(answers.size(), 7U);
    auto upload = std::get<UploadProgress>(answers[0]).upload;
    EXPECT_EQ(std::get<Error>(answers[1]).code, Errc::unreadable);
    EXPECT_EQ(std::get<Error>(answers[2]).code, Errc::too_large);
    EXPECT_EQ(std::get<Error>(answers[3]).field, "sha256");
    EXPECT_EQ(std::get<Photo>(answers[4]).id, held.id);
    EXPECT_EQ(std::get<UploadProgress>(answers[5]).upload.id, upload.id) << "named twice is one upload";
    EXPECT_EQ(std::get<Error>(answers[6]).field, "contentType");
}

TEST_F(UploadTest, TakesSoManyFilesAtATime) {
    EXPECT_EQ(protocol.begin(guest, event.id, {}).error().code, Errc::invalid);
    std::vector<AnnouncedFile> files(201, announced(bytes));
    EXPECT_EQ(protocol.begin(guest, event.id, files).error().code, Errc::invalid);
}

TEST_F(UploadTest, KeepsTheQuotaOfTheGuest) {
    event.settings.photos_per_guest = 1;
    change_event();
    auto answers = protocol.begin(guest, event.id, {announced(jpeg("1")), announced(jpeg("2"))}).value();
    EXPECT_TRUE(std::holds_alternative<UploadProgress>(answers[0]));
    EXPECT_EQ(std::get<Error>(answers[1]).code, Errc::quota_exceeded);

    auto late = sent(guest);
    add_photo(guest, "meanwhile");
    EXPECT_EQ(complete(late).error().code, Errc::quota_exceeded);
}

TEST_F(UploadTest, IsRefusedWithAnotherHash) {
    auto upload = protocol.open(guest, event.id, announced(bytes));
    auto spoiled = bytes;
    spoiled.back() = 'y';
    protocol.send(upload, spoiled);
    EXPECT_EQ(complete(upload).error().code, Errc::hash_mismatch);
    EXPECT_TRUE(rows.photos.empty());
    protocol.send(upload, bytes);
    EXPECT_TRUE(complete(upload));
}

TEST_F(UploadTest, IsRefusedByItsContent) {
    bytes = {'<', 's', 'v', 'g', '>'};
    auto upload = sent(guest);
    EXPECT_EQ(complete(upload).error().code, Errc::unsupported_format);
    EXPECT_EQ(blobs.size(), 0U);
    EXPECT_EQ(complete(upload).error().code, Errc::conflict);
}

TEST_F(UploadTest, IsRefusedWithoutTheEndOfThePhoto) {
    bytes = {0xFF, 0xD8, 0xFF, 0xDA, 0, 2, 'p'};
    auto upload = sent(guest);
    EXPECT_EQ(complete(upload).error().code, Errc::unreadable);
    EXPECT_EQ(blobs.size(), 0U);
    EXPECT_EQ(complete(upload).error().code, Errc::conflict);
}

TEST_F(UploadTest, MayCompleteAfterTheEventClosed) {
    auto upload = sent(guest);
    event.state = EventState::closed;
    change_event();
    EXPECT_EQ(protocol.begin(guest, event.id, {announced(jpeg("late"))}).error().code, Errc::event_closed);
    EXPECT_TRUE(complete(upload));
}

TEST_F(UploadTest, IsNobodyElses) {
    auto upload = sent(guest);
    for (const auto& [name, caller] : everybody()) {
        if (name == "guest") continue;
        auto expected = name == "anonymous" ? Errc::unauthenticated : Errc::not_found;
        EXPECT_EQ(protocol.read(caller, event.id, upload.id).error().code, expected) << name;
        EXPECT_EQ(protocol.abort(caller, event.id, upload.id).error().code, expected) << name;
        EXPECT_EQ(protocol.complete(caller, event.id, upload.id).error().code, expected) << name;
    }
    EXPECT_EQ(protocol.read(guest, other_event.id, upload.id).error().code, Errc::not_found);
}

TEST_F(UploadTest, EndsWithAbortionOrItsTime) {
    auto aborted = sent(guest);
    EXPECT_TRUE(protocol.abort(guest, event.id, aborted.id));
    EXPECT_TRUE(protocol.abort(guest, event.id, aborted.id));
    EXPECT_EQ(complete(aborted).error().code, Errc::conflict);
    EXPECT_EQ(protocol.receive(aborted.id, 1, part_bytes).error().code, Errc::conflict);
    EXPECT_EQ(protocol.read(guest, event.id, aborted.id).error().code, Errc::not_found);

    auto expired = sent(guest);
    clock.advance(upload_lifetime);
    EXPECT_EQ(complete(expired).error().code, Errc::conflict);
    EXPECT_EQ(protocol.receive(expired.id, 1, part_bytes).error().code, Errc::conflict);
    EXPECT_EQ(protocol.read(guest, event.id, expired.id).error().code, Errc::not_found);

    auto completed = sent(guest);
    ASSERT_TRUE(complete(completed));
    EXPECT_EQ(protocol.abort(guest, event.id, completed.id).error().code, Errc::conflict);
}

TEST_F(UploadTest, TakesPartsOfTheirSizeOnly) {
    auto upload = protocol.open(guest, event.id, announced(bytes));
    EXPECT_EQ(protocol.receive(UploadId("nothing"), 1, part_bytes).error().code, Errc::not_found);
    EXPECT_EQ(protocol.receive(upload.id, 0, part_bytes).error().code, Errc::not_found);
    EXPECT_EQ(protocol.receive(upload.id, 3, part_bytes).error().code, Errc::not_found);
    EXPECT_EQ(protocol.receive(upload.id, 1, part_bytes - 1).error().code, Errc::incomplete_upload);
    blobs.fill_to(0.96);
    EXPECT_EQ(protocol.receive(upload.id, 1, part_bytes).error().code, Errc::storage_full);
}

TEST_F(UploadTest, IsRefusedWhenTheDiskIsFull) {
    auto upload = sent(guest);
    blobs.fill_to(1);
    EXPECT_EQ(protocol.begin(guest, event.id, {announced(jpeg("1"))}).error().code, Errc::storage_full);
    EXPECT_EQ(complete(upload).error().code, Errc::storage_full);
    blobs.fill_to(0.5);
    EXPECT_TRUE(complete(upload)) << "nothing was lost";
}

// quality.md 4: whatever call fails, there is a clean error or a durable photo, and trying again gives the
// photo.
TEST_F(UploadTest, SurvivesAFaultOfAnyCall) {
    bytes = jpeg("small");
    for (std::size_t step = 0;; ++step) {
        MemoryScene scene;
        Faults faults;
        FaultyBlobStore faulty_blobs(scene.blobs, faults);
        FaultyPhotos faulty_photos(scene.photos, faults);
        FaultyUploads faulty_uploads(scene.uploads, faults);
        Protocol faulty{
            {scene.events, faulty_photos, faulty_blobs, scene.queue, scene.bell, scene.clock, limits},
            faulty_uploads,
            scene.randomness};
        auto send_all = [&] {
            auto answer = faulty.begin(scene.guest, scene.event.id, {announced(bytes)})->at(0);
            if (std::holds_alternative<Photo>(answer)) return;
            auto upload = std::get<UploadProgress>(answer).upload;
            faulty.send(upload, bytes);
            EXPECT_TRUE(faulty.complete(scene.guest, scene.event.id, upload.id)) << step;
        };
        faults.fail_at(step);
        try {
            send_all();
        } catch (const Unavailable&) {
            EXPECT_TRUE(faults.failed());
        }
        faults.stop();
        for (const auto& [id, row] : scene.rows.photos)
            EXPECT_TRUE(scene.blobs.open(row.photo.original())) << step;
        send_all();
        ASSERT_EQ(scene.rows.photos.size(), 1U) << step;
        EXPECT_TRUE(scene.blobs.open(scene.rows.photos.begin()->second.photo.original())) << step;
        if (!faults.failed()) {
            EXPECT_GT(step, 20U) << "every call was made to fail";
            break;
        }
    }
}

}  // namespace
}  // namespace snapory
