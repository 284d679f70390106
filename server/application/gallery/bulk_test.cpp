#include <gtest/gtest.h>

#include "application/gallery/delete_photos.hpp"
#include "application/gallery/moderate_photos.hpp"
#include "application/gallery/restore_photos.hpp"
#include "application/gallery/retry_photo.hpp"
#include "infrastructure/memory/scene.hpp"

namespace snapory {
namespace {

using namespace std::chrono_literals;

struct BulkTest : testing::Test, MemoryScene {
    ModeratePhotos moderate{events, photos, bell, clock};
    DeletePhotos remove{events, photos, bell, clock};
    RestorePhotos restore{events, photos, bell, clock};
    RetryPhoto retry{events, photos, jobs, queue, blobs, bell, clock};
    Photo mine = add_ready_photo(guest, "mine");
    Photo hosts = add_ready_photo(host, "hosts");

    bool is_deleted(const Photo& photo) { return photos.find(event.id, photo.id)->deleted_at.has_value(); }
};

TEST_F(BulkTest, HostsApproveAndHide) {
    auto outcome =
        moderate(host, event.id, {mine.id, mine.id, PhotoId("nothing")}, Moderation::hidden).value();
    EXPECT_EQ(outcome.done, std::vector{mine.id});
    ASSERT_EQ(outcome.refused.size(), 1U);
    EXPECT_EQ(outcome.refused[0].why.code, Errc::not_found);
    EXPECT_EQ(photos.find(event.id, mine.id)->moderation, Moderation::hidden);
    for (const auto& [name, caller] : everybody())
        if (name != "host") EXPECT_FALSE(moderate(caller, event.id, {mine.id}, Moderation::approved)) << name;
}

TEST_F(BulkTest, PhotosOfAnotherEventAreNotTouched) {
    EXPECT_TRUE(moderate(stranger, other_event.id, {mine.id}, Moderation::hidden)->done.empty());
    EXPECT_TRUE(remove(stranger, other_event.id, {mine.id})->done.empty());
    EXPECT_EQ(photos.find(event.id, mine.id)->moderation, Moderation::approved);
    EXPECT_FALSE(is_deleted(mine));
}

TEST_F(BulkTest, GuestsDeleteTheirOwnAndHostsAny) {
    auto outcome = remove(guest, event.id, {mine.id, hosts.id}).value();
    EXPECT_EQ(outcome.done, std::vector{mine.id});
    ASSERT_EQ(outcome.refused.size(), 1U);
    EXPECT_EQ(outcome.refused[0].why.code, Errc::forbidden);
    EXPECT_TRUE(is_deleted(mine));
    EXPECT_EQ(remove(guest, event.id, {mine.id})->refused.at(0).why.code, Errc::not_found) << "it is gone";

    photos.moderate(event.id, {hosts.id}, Moderation::hidden, clock.now());
    EXPECT_EQ(remove(guest, event.id, {hosts.id})->refused.at(0).why.code, Errc::not_found)
        << "it is not seen";
    EXPECT_EQ(remove(photographer, event.id, {hosts.id})->refused.at(0).why.code, Errc::forbidden);
    EXPECT_EQ(remove(host, event.id, {hosts.id})->done.size(), 1U);
    for (const Caller& caller : {Caller(stranger), Caller(outsider), Caller(Anonymous())})
        EXPECT_FALSE(remove(caller, event.id, {mine.id}));
}

TEST_F(BulkTest, DeletedPhotosComeBackWithinTheirGrace) {
    remove(host, event.id, {mine.id, hosts.id}).value();
    EXPECT_EQ(restore(other_guest, event.id, {mine.id})->refused.at(0).why.code, Errc::not_found);
    EXPECT_EQ(restore(guest, event.id, {mine.id, hosts.id})->done, std::vector{mine.id});
    EXPECT_EQ(restore(guest, event.id, {mine.id})->refused.size(), 1U) << "it is not deleted";
    clock.advance(deletion_grace);
    EXPECT_EQ(restore(host, event.id, {hosts.id})->refused.at(0).why.code, Errc::conflict);
}

TEST_F(BulkTest, WhatCameAgainMeanwhileIsNotRestored) {
    remove(host, event.id, {mine.id}).value();
    add_photo(guest, "mine");
    EXPECT_EQ(restore(host, event.id, {mine.id})->refused.at(0).why.code, Errc::conflict);
}

TEST_F(BulkTest, HostsRetryWhatFailed) {
    auto photo = add_photo(guest, "broken");
    EXPECT_EQ(retry(host, event.id, photo.id).error().code, Errc::conflict);
    jobs.park(jobs.claim("worker", clock.now()).value(), "It is broken.", clock.now());
    EXPECT_EQ(retry(guest, event.id, photo.id).error().code, Errc::forbidden);
    EXPECT_EQ(retry(host, event.id, PhotoId("nothing")).error().code, Errc::not_found);
    EXPECT_EQ(retry(host, event.id, photo.id)->photo.state, PhotoState::processing);
    EXPECT_EQ(jobs.claim("worker", clock.now())->attempts, 1U);
}

}  // namespace
}  // namespace snapory
