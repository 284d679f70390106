#include "application/ports/unavailable.hpp"
#include "storage_contract.hpp"

namespace snapory {
namespace {

using std::chrono::hours;

class UploadsContract : public StorageContract {
protected:
    Upload some_upload() {
        Upload upload;
        upload.id = new_id<UploadId>();
        upload.organisation = event.organisation;
        upload.event = event.id;
        upload.photo = new_id<PhotoId>();
        upload.uploader = {Uploader::Kind::guest, "grace", "Grace"};
        upload.file_name = "IMG_0001.jpg";
        upload.content_type = "image/jpeg";
        upload.bytes = 20'000'000;
        upload.digest = some_digest();
        upload.file_modified_at = noon - hours(1);
        upload.created_at = noon;
        upload.expires_at = noon + upload_lifetime;
        return upload;
    }
    Upload add_upload(TimePoint expires_at = noon + upload_lifetime) {
        auto upload = some_upload();
        upload.expires_at = expires_at;
        storage->uploads().add({upload});
        return upload;
    }
    std::optional<UploadState> state_of(const Upload& upload) {
        auto held = storage->uploads().find(upload.id);
        return held ? std::optional(held->state) : std::nullopt;
    }
    std::optional<Upload> open_like(const Upload& upload, TimePoint now = noon) {
        auto found = storage->uploads().find_open(upload.event, upload.uploader, {upload.digest}, now);
        return found.empty() ? std::nullopt : std::optional(found.front());
    }
};
FOR_EVERY_STORAGE(UploadsContract);
ALSO_THROUGH_A_POOLER(UploadsContract);

TEST_P(UploadsContract, FindsWhatWasAdded) {
    auto first = some_upload(), second = some_upload();
    second.file_modified_at.reset();
    second.uploader = {Uploader::Kind::account, "ada", ""};
    storage->uploads().add({first, second});
    EXPECT_EQ(storage->uploads().find(event.id, first.id), first);
    EXPECT_EQ(storage->uploads().find(second.id), second);
    EXPECT_FALSE(storage->uploads().find(add_event().id, first.id)) << "of another event";
    EXPECT_FALSE(storage->uploads().find(new_id<UploadId>()));
    EXPECT_NO_THROW(storage->uploads().add({}));
}

TEST_P(UploadsContract, AddsAllOrNone) {
    auto first = some_upload(), fresh = some_upload();
    storage->uploads().add({first});
    EXPECT_THROW(storage->uploads().add({fresh, first}), Unavailable);
    EXPECT_FALSE(storage->uploads().find(fresh.id));
}

TEST_P(UploadsContract, AddsHundredsAtOnce) {
    std::vector<Upload> uploads;
    std::vector<Sha256> digests;
    for (int i = 0; i < 391; ++i) digests.push_back(uploads.emplace_back(some_upload()).digest);
    storage->uploads().add(uploads);
    EXPECT_EQ(storage->uploads().find(event.id, uploads.back().id), uploads.back());
    EXPECT_EQ(storage->uploads().find_open(event.id, uploads.front().uploader, digests, noon).size(), 391U);
}

TEST_P(UploadsContract, ResumesTheSameBytesOfTheSamePerson) {
    auto upload = add_upload();
    EXPECT_EQ(open_like(upload), upload);
    auto renamed = upload;
    renamed.uploader.name = "another name";
    EXPECT_EQ(open_like(renamed), upload);

    auto by_another = upload, by_host = upload, of_others = upload, elsewhere = upload;
    by_another.uploader.id = "alan";
    by_host.uploader.kind = Uploader::Kind::account;
    of_others.digest = some_digest();
    elsewhere.event = add_event().id;
    for (const auto* different : {&by_another, &by_host, &of_others, &elsewhere})
        EXPECT_FALSE(open_like(*different));
    EXPECT_FALSE(open_like(upload, upload.expires_at));
    storage->uploads().abort(event.id, upload.id);
    EXPECT_FALSE(open_like(upload));
}

TEST_P(UploadsContract, AbortsOnlyWhatIsOpenInItsEvent) {
    auto open = add_upload(), completed = add_upload();
    storage->photos().add(some_photo(), completed.id, 0);
    storage->uploads().abort(add_event().id, open.id);
    EXPECT_EQ(state_of(open), UploadState::open);
    storage->uploads().abort(event.id, open.id);
    storage->uploads().abort(event.id, completed.id);
    EXPECT_EQ(state_of(open), UploadState::aborted);
    EXPECT_EQ(state_of(completed), UploadState::completed);
}

TEST_P(UploadsContract, IsCompletedWithItsPhoto) {
    auto first = add_upload(), again = add_upload(), aborted = add_upload();
    auto photo = some_photo();
    storage->photos().add(photo, first.id, 0);
    storage->photos().add(photo, again.id, 0);
    EXPECT_EQ(state_of(first), UploadState::completed);
    EXPECT_EQ(state_of(again), UploadState::completed) << "the bytes are safe, though they were there before";
    storage->uploads().abort(event.id, aborted.id);
    storage->photos().add(some_photo(), aborted.id, 0);
    EXPECT_EQ(state_of(aborted), UploadState::aborted);
}

TEST_P(UploadsContract, NamesOpenOnesPastTheirTimeOldestFirst) {
    auto late = add_upload(noon), early = add_upload(noon - hours(1)), open = add_upload(noon + hours(1));
    auto aborted = add_upload(noon - hours(2));
    storage->uploads().abort(event.id, aborted.id);
    EXPECT_EQ(storage->uploads().expired(noon, many), (std::vector{early, late}));
    EXPECT_EQ(storage->uploads().expired(noon, 1), std::vector{early});
    EXPECT_EQ(state_of(open), UploadState::open);
}

TEST_P(UploadsContract, ForgetsEndedOnesPastTheDeadlineOnly) {
    auto open = add_upload(noon - hours(1)), ended = add_upload(noon - hours(1)), later = add_upload(noon);
    storage->uploads().abort(event.id, ended.id);
    storage->uploads().abort(event.id, later.id);
    storage->uploads().purge(noon);
    EXPECT_TRUE(state_of(open));
    EXPECT_FALSE(state_of(ended));
    EXPECT_TRUE(state_of(later));
}

TEST_P(UploadsContract, KnowsWhichPhotosWereAnnounced) {
    auto open = add_upload(), aborted = add_upload();
    storage->uploads().abort(event.id, aborted.id);
    auto never = new_id<PhotoId>();
    auto announced = storage->uploads().announced({open.photo, never, aborted.photo});
    std::sort(announced.begin(), announced.end());
    EXPECT_EQ(announced,
              (std::vector{std::min(open.photo, aborted.photo), std::max(open.photo, aborted.photo)}));
    EXPECT_TRUE(storage->uploads().announced({}).empty());
}

}  // namespace
}  // namespace snapory
