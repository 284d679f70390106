#include "storage_contract.hpp"

namespace snapory {
namespace {

using std::chrono::days;
using std::chrono::hours;

class PhotosContract : public StorageContract {
protected:
    // The same bytes, sent once more.
    Photo again(const Photo& photo) {
        auto copy = some_photo();
        copy.event = photo.event;
        copy.digest = photo.digest;
        return copy;
    }
    // A ready photo that looks like this.
    Photo add_with(const std::optional<Embedding>& embedding) {
        auto photo = add_photo();
        EXPECT_TRUE(look_at(photo, embedding));
        return photo;
    }
    bool look_at(Photo photo, const std::optional<Embedding>& embedding) {
        const auto job = storage->jobs().claim(photo.id, "worker", noon);
        photo.details = full_details();
        return storage->jobs().finish(*job, photo, {.embedding = embedding}, noon);
    }
    std::vector<PhotoId> restore(const std::vector<PhotoId>& ids, TimePoint now = noon) {
        return storage->photos().restore(event.id, ids, now);
    }
};
FOR_EVERY_STORAGE(PhotosContract);
ALSO_THROUGH_A_POOLER(PhotosContract);

TEST_P(PhotosContract, KeepsWhatWasAdded) {
    auto photo = some_photo();
    photo.uploader = {Uploader::Kind::account, "ada", "Ada \"the host\"; drop table photos"};
    photo.file_name = "Señor 🎉 (1).CR3";
    photo.type = MediaType::cr3;
    photo.bytes = 5'000'000'000;
    photo.moderation = Moderation::pending;
    photo.taken_at = noon - days(20'000);
    photo.taken_source = TakenSource::gps;
    auto added = storage->photos().add(photo, std::nullopt, 0).value();
    EXPECT_TRUE(added.is_new);
    EXPECT_EQ(added.photo, photo);
    EXPECT_EQ(found(photo), photo);
    EXPECT_EQ(storage->photos().find(event.id, photo.digest), photo);
    EXPECT_EQ(history(), (std::vector{Change{event.id, 1, ChangeType::photo_added, photo.id, {}, noon}}));
}

TEST_P(PhotosContract, KeepsWhatWasAcknowledgedThroughARestart) {
    if (GetParam().name == "Memory") GTEST_SKIP() << "forgets all";
    auto photo = add_photo();
    make_ready(photo, {some_face(photo.id)});
    PhotoQuery whole;
    whole.event = event.id;
    auto before = storage->photos().list(whole);
    storage->reopen();
    auto after = storage->photos().list(whole);
    ASSERT_EQ(after.items.size(), 1U);
    EXPECT_EQ(after.items[0].photo, before.items[0].photo);
    EXPECT_EQ(after.items[0].faces, before.items[0].faces);
    EXPECT_EQ(storage->changes().latest(event.id), 2U);
}

TEST_P(PhotosContract, KeepsTheSameBytesOnceAnEvent) {
    auto photo = add_photo();
    auto second = storage->photos().add(again(photo), std::nullopt, 0).value();
    EXPECT_FALSE(second.is_new);
    EXPECT_EQ(second.photo, photo);
    auto elsewhere = again(photo);
    elsewhere.event = add_event().id;
    EXPECT_TRUE(storage->photos().add(elsewhere, std::nullopt, 0)->is_new)
        << "another event knows nothing of it";
    EXPECT_EQ(storage->events().counts(event).photos, 1U);
}

TEST_P(PhotosContract, TakesBytesAgainThatWereDeleted) {
    auto photo = add_photo();
    remove(photo);
    auto second = again(photo);
    EXPECT_TRUE(storage->photos().add(second, std::nullopt, 0)->is_new);
    EXPECT_EQ(storage->photos().find(event.id, photo.digest)->id, second.id);
}

TEST_P(PhotosContract, GivesBackAPhotoWhoseAdditionIsRepeatedAfterItsDeletion) {
    auto photo = add_photo();
    remove(photo, noon + hours(1));
    auto repeated = storage->photos().add(photo, std::nullopt, 0).value();
    EXPECT_FALSE(repeated.is_new);
    EXPECT_EQ(repeated.photo.deleted_at, noon + hours(1));
}

TEST_P(PhotosContract, LetsOneOfManyAddTheSameBytes) {
    constexpr int threads = 8;
    auto photo = some_photo();
    std::vector<Photo> copies;
    copies.reserve(threads);
    for (int i = 0; i < threads; ++i) copies.push_back(again(photo));
    std::atomic<int> added = 0;
    std::vector<PhotoId> told(threads);
    at_once(threads, [&](int i) {
        auto number = static_cast<std::size_t>(i);
        auto answer = storage->photos().add(copies[number], std::nullopt, 0).value();
        added += answer.is_new;
        told[number] = answer.photo.id;
    });
    EXPECT_EQ(added, 1);
    EXPECT_EQ(std::count(told.begin(), told.end(), told[0]), threads) << "all are told of the same photo";
    EXPECT_EQ(history().size(), 1U);
}

TEST_P(PhotosContract, TakesNoMoreOfOneUploaderThanTheyMayAdd) {
    constexpr int threads = 8;
    constexpr std::uint64_t most = 3;
    remove(add_photo());
    std::vector<Photo> photos;
    for (int i = 0; i < threads; ++i) photos.push_back(some_photo());
    std::atomic<std::uint64_t> added = 0;
    at_once(threads, [&](int i) {
        added += storage->photos().add(photos[static_cast<std::size_t>(i)], std::nullopt, most).has_value();
    });
    EXPECT_EQ(added, most);
    EXPECT_EQ(storage->photos().count(event.id, photos[0].uploader), most);
    auto another = some_photo();
    another.uploader.id = "somebody else";
    EXPECT_TRUE(storage->photos().add(another, std::nullopt, most));
}

TEST_P(PhotosContract, FindsADeletedPhotoByItsIdAlone) {
    auto photo = add_photo();
    remove(photo, noon + hours(1));
    EXPECT_EQ(found(photo)->deleted_at, noon + hours(1));
    EXPECT_FALSE(storage->photos().find(event.id, photo.digest));
    EXPECT_TRUE(storage->photos().find(event.id, std::vector{photo.id}).empty());
    EXPECT_EQ(storage->photos().rows({photo.id}).size(), 1U);
}

TEST_P(PhotosContract, ShowsNothingThroughAnotherEvent) {
    auto photo = add_photo();
    auto other = add_event().id;
    EXPECT_FALSE(storage->photos().find(other, photo.id));
    EXPECT_FALSE(storage->photos().find(other, photo.digest));
    EXPECT_TRUE(storage->photos().find(other, std::vector{photo.id}).empty());
    storage->photos().remove(other, {photo.id}, noon);
    storage->photos().moderate(other, {photo.id}, Moderation::hidden, noon);
    EXPECT_EQ(found(photo), photo);
    EXPECT_EQ(storage->photos().count(other, photo.uploader), 0U);
}

TEST_P(PhotosContract, FindsManyInTheOrderAskedWithTheirFaces) {
    auto first = add_photo(), second = add_photo(noon + hours(1));
    auto face = some_face(first.id);
    make_ready(first, {face});
    auto photos = storage->photos().find(event.id, std::vector{second.id, new_id<PhotoId>(), first.id});
    ASSERT_EQ(photos.size(), 2U);
    EXPECT_EQ(photos[0].photo.id, second.id);
    EXPECT_TRUE(photos[0].faces.empty());
    face.code.clear();
    EXPECT_EQ(photos[1].faces, std::vector{face});
    EXPECT_TRUE(storage->photos().find(event.id, std::vector<PhotoId>{}).empty());
}

TEST_P(PhotosContract, FindsThousandsAtOnce) {
    std::vector<PhotoId> ids;
    ids.reserve(1300);
    for (int i = 0; i < 1300; ++i) ids.push_back(i % 2 ? new_id<PhotoId>() : add_photo().id);
    EXPECT_EQ(storage->photos().find(event.id, ids).size(), 650U);
    EXPECT_EQ(storage->photos().rows(ids).size(), 650U);
}

TEST_P(PhotosContract, CountsThePhotosOfAPerson) {
    auto photo = add_photo(), other = add_photo(), deleted = add_photo();
    remove(deleted);
    auto hosts = some_photo();
    hosts.uploader.kind = Uploader::Kind::account;
    add(hosts);
    EXPECT_EQ(storage->photos().count(event.id, photo.uploader), 2U);
    EXPECT_EQ(storage->photos().count(event.id, hosts.uploader), 1U);
}

TEST_P(PhotosContract, ModeratesWhatIsNotDeleted) {
    auto photo = add_photo(), deleted = add_photo();
    remove(deleted);
    storage->photos().moderate(event.id, {photo.id, deleted.id}, Moderation::hidden, noon);
    EXPECT_EQ(found(photo)->moderation, Moderation::hidden);
    EXPECT_EQ(found(deleted)->moderation, Moderation::approved);
}

TEST_P(PhotosContract, KeepsTheHostsModerationThroughProcessing) {
    auto photo = add_photo();
    auto job = storage->jobs().claim("worker", noon);
    storage->photos().moderate(event.id, {photo.id}, Moderation::hidden, noon);
    ASSERT_TRUE(storage->jobs().finish(*job, job->photo, {}, noon));
    EXPECT_EQ(found(photo)->moderation, Moderation::hidden);
}

TEST_P(PhotosContract, RestoresWithinTheGracePeriod) {
    auto photo = add_photo(), late = add_photo(), live = add_photo();
    remove(photo, noon);
    remove(late, noon - Milliseconds(1));
    EXPECT_EQ(
        restore({photo.id, late.id, live.id, new_id<PhotoId>()}, noon + deletion_grace - Milliseconds(1)),
        std::vector{photo.id});
    EXPECT_FALSE(found(photo)->deleted_at);
    EXPECT_TRUE(found(late)->deleted_at);
}

TEST_P(PhotosContract, RestoresNoBytesThatCameAgain) {
    auto photo = add_photo();
    remove(photo);
    auto second = add(again(photo));
    EXPECT_TRUE(restore({photo.id}).empty());
    remove(second);
    EXPECT_EQ(restore({photo.id, second.id}), std::vector{photo.id}) << "of the same bytes the first";
    EXPECT_EQ(storage->photos().find(event.id, photo.digest)->id, photo.id);
}

TEST_P(PhotosContract, RestoresAPhotoToTheWorkThatItMissed) {
    auto photo = add_photo();
    auto job = storage->jobs().claim("worker", noon);
    remove(photo);
    EXPECT_FALSE(storage->jobs().claim("another", noon + hours(1)));
    EXPECT_FALSE(storage->jobs().finish(*job, photo, {}, noon));
    restore({photo.id});
    EXPECT_EQ(storage->jobs().claim("another", noon)->photo.id, photo.id);
}

TEST_P(PhotosContract, KnowsWhatEachLooksLike) {
    const Embedding some{ModelId("model"), {127, -127, 0}, 0.75F}, other{ModelId("another"), {1}};
    const auto photo = add_with(some), old = add_with(other), unseen = add_with({});
    EXPECT_EQ(storage->photos().embedding(event.id, photo.id), some);
    EXPECT_EQ(storage->photos().embedding(event.id, unseen.id), std::nullopt);
    EXPECT_EQ(storage->photos().embedding(add_event().id, photo.id), std::nullopt);
    const std::vector<PhotoEmbedding> made{{photo.id, some}};
    EXPECT_EQ(storage->photos().embeddings(event.id, some.model), made) << "by this model alone";
    EXPECT_TRUE(storage->photos().embeddings(add_event().id, some.model).empty());
    storage->photos().purge(photo.id);
    EXPECT_TRUE(storage->photos().embeddings(event.id, some.model).empty());
}

TEST_P(PhotosContract, LooksAgainAtAPhotoThatIsProcessedAgain) {
    event.settings.face_search = true;
    const auto photo = add_with(Embedding{ModelId("model"), {1, 2}});
    const Embedding newer{ModelId("newer"), {3, 4, 5}};
    storage->events().change(event, FaceData::make, noon);
    ASSERT_TRUE(look_at(photo, newer));
    EXPECT_EQ(storage->photos().embedding(event.id, photo.id), newer);
    storage->events().change(event, FaceData::make, noon);
    ASSERT_TRUE(look_at(photo, std::nullopt));
    EXPECT_EQ(storage->photos().embedding(event.id, photo.id), std::nullopt);
}

TEST_P(PhotosContract, ForgetsPhotosWhoseGraceEnded) {
    auto early = add_photo(), late = add_photo(noon + hours(1)), fresh = add_photo(noon + hours(2));
    auto face = some_face(early.id);
    make_ready(early, {face});
    remove(late, noon - hours(1));
    remove(early, noon - hours(2));
    remove(fresh, noon);
    auto ended = storage->photos().purgeable(noon, many);
    ASSERT_EQ(ended.size(), 2U);
    EXPECT_EQ(ended[0].id, early.id) << "oldest first";
    EXPECT_EQ(ended[1].id, late.id);
    EXPECT_EQ(storage->photos().purgeable(noon, 1).size(), 1U);
    storage->photos().purge(early.id);
    storage->photos().purge(early.id);
    EXPECT_FALSE(found(early));
    EXPECT_TRUE(storage->photos().rows({early.id}).empty());
    EXPECT_TRUE(storage->face_log().faces_since(event.id, 0).faces.empty());
    EXPECT_EQ(storage->photos().purgeable(noon, many).size(), 1U);
}

}  // namespace
}  // namespace snapory
