#include "storage_contract.hpp"

namespace snapory {
namespace {

class FaceLogContract : public StorageContract {
protected:
    FaceBatch since(std::uint64_t position) { return storage->face_log().faces_since(event.id, position); }
};
FOR_EVERY_STORAGE(FaceLogContract);

TEST_P(FaceLogContract, BeginsEmpty) {
    EXPECT_TRUE(since(0).faces.empty());
    EXPECT_EQ(since(0).position, 0U);
    EXPECT_TRUE(storage->face_log().faces_since(EventId("nowhere"), 0).faces.empty());
}

TEST_P(FaceLogContract, GivesFacesWholeAndEachOnce) {
    auto first = add_photo(), second = add_photo(noon + std::chrono::hours(1));
    auto one = some_face(first.id), two = some_face(second.id);
    two.code.assign(512, 0.04F);
    make_ready(first, {one});
    auto batch = since(0);
    EXPECT_EQ(batch.faces, std::vector{one});
    EXPECT_TRUE(since(batch.position).faces.empty());
    EXPECT_EQ(since(batch.position).position, batch.position);
    make_ready(second, {two});
    auto next = since(batch.position);
    EXPECT_EQ(next.faces, std::vector{two});
    EXPECT_GT(next.position, batch.position);
    EXPECT_EQ(since(0).faces.size(), 2U);
}

TEST_P(FaceLogContract, KeepsEventsApart) {
    auto photo = add_photo();
    make_ready(photo, {some_face(photo.id)});
    EXPECT_TRUE(storage->face_log().faces_since(add_event().id, 0).faces.empty());
}

TEST_P(FaceLogContract, NamesFacesOfADeletedPhotoSinceItMayBeRestored) {
    auto photo = add_photo();
    make_ready(photo, {some_face(photo.id)});
    remove(photo);
    EXPECT_EQ(since(0).faces.size(), 1U);
}

TEST_P(FaceLogContract, MissesNoFaceHoweverManyAreStoredAtOnce) {
    constexpr int threads = 4, photos = 40;
    for (int i = 0; i < photos; ++i) add_photo();
    std::atomic<bool> over = false;
    std::vector<FaceId> followed;
    std::jthread follower([&] {
        for (std::uint64_t position = 0;;) {
            bool last = over;
            auto batch = since(position);
            for (const auto& face : batch.faces) followed.push_back(face.id);
            position = batch.position;
            if (last) return;
        }
    });
    at_once(threads, [&](int i) {
        while (auto job = storage->jobs().claim("worker " + std::to_string(i), noon))
            EXPECT_TRUE(
                storage->jobs().finish(*job, job->photo, {.faces = {some_face(job->photo.id)}}, noon));
    });
    over = true;
    follower.join();
    EXPECT_EQ(followed.size(), photos);
}

}  // namespace
}  // namespace snapory
