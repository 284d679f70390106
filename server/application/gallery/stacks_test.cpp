#include <gtest/gtest.h>

#include "application/gallery/list_best.hpp"
#include "application/gallery/list_photos.hpp"
#include "application/gallery/put_on_top.hpp"
#include "infrastructure/memory/scene.hpp"

namespace snapory {
namespace {

using namespace std::chrono_literals;

struct StacksTest : testing::Test, MemoryScene {
    ListPhotos list{events, photos, text_reader, blobs, clock};
    ListBest best{events, photos, blobs, clock};
    PutOnTop put_on_top{events, photos, bell, clock};

    // A ready photo of one camera; those with one hash look alike.
    PhotoId add_frame(std::string_view content, TimePoint taken_at, std::uint64_t hash, double appeal) {
        const auto added = add_photo(guest, content);
        auto job = jobs.claim(added.id, "worker", clock.now());
        auto photo = job->photo;
        photo.taken_at = taken_at;
        photo.details.emplace();
        photo.details->camera = CameraId("slr");
        photo.details->perceptual_hash = hash;
        photo.details->appeal = appeal;
        jobs.finish(*job, photo, {}, clock.now());
        return added.id;
    }
    std::vector<ShownPhoto> tops(const Caller& caller) {
        PhotoQuery query;
        query.event = event.id;
        query.stacks = true;
        return list(caller, query)->items;
    }
};

TEST_F(StacksTest, ShowTheBestOfABurstAndHowManyThereAre) {
    add_frame("a", clock.now(), 1, 0.2);
    const auto good = add_frame("b", clock.now() + 1s, 3, 0.9);
    add_frame("c", clock.now() + 2s, 7, 0.4);
    const auto alone = add_frame("d", clock.now() + 1h, 0, 0.1);
    const auto shown = tops(other_guest);
    ASSERT_EQ(shown.size(), 2U);
    EXPECT_EQ(shown[0].photo.id, alone);
    EXPECT_EQ(shown[0].stack_photos, 1U);
    EXPECT_EQ(shown[1].photo.id, good);
    EXPECT_EQ(shown[1].stack_photos, 3U);
}

TEST_F(StacksTest, ShowWhatTheHostPutOnTop) {
    const auto chosen = add_frame("a", clock.now(), 1, 0.2);
    add_frame("b", clock.now() + 1s, 3, 0.9);
    EXPECT_EQ(put_on_top(other_guest, event.id, chosen).error().code, Errc::forbidden);
    EXPECT_EQ(put_on_top(host, event.id, PhotoId("none")).error().code, Errc::not_found);
    ASSERT_TRUE(put_on_top(host, event.id, chosen));
    EXPECT_EQ(tops(other_guest).at(0).photo.id, chosen);
}

TEST_F(StacksTest, ShowTheNextWhenTheTopIsHiddenOrDeleted) {
    const auto third = add_frame("a", clock.now(), 1, 0.2);
    const auto second = add_frame("b", clock.now() + 1s, 3, 0.5);
    const auto first = add_frame("c", clock.now() + 2s, 7, 0.9);
    photos.moderate(event.id, {first}, Moderation::hidden, clock.now());
    EXPECT_EQ(tops(other_guest).at(0).photo.id, second);
    EXPECT_EQ(tops(other_guest).at(0).stack_photos, 2U);
    photos.remove(event.id, {second}, clock.now());
    EXPECT_EQ(tops(other_guest).at(0).photo.id, third);
}

TEST_F(StacksTest, BestOnesAreOneOfEachMoment) {
    add_frame("a", clock.now(), 1, 0.2);
    const auto good = add_frame("b", clock.now() + 1s, 3, 0.9);
    const auto later = add_frame("c", clock.now() + 1h, 0, 0.3);
    const auto shown = best(other_guest, event.id, 10).value();
    ASSERT_EQ(shown.size(), 2U);
    EXPECT_EQ(shown[0].photo.id, later);
    EXPECT_EQ(shown[1].photo.id, good);
    EXPECT_EQ(best(outsider, event.id, 10).error().code, Errc::not_found);
}

}  // namespace
}  // namespace snapory
