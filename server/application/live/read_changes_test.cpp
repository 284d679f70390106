#include "application/live/read_changes.hpp"

#include <gtest/gtest.h>

#include "infrastructure/memory/scene.hpp"

namespace snapory {
namespace {

struct ReadChangesTest : testing::Test, MemoryScene {
    ReadChanges read{events, photos, changes, blobs, clock};

    // A letter a change: a added, r ready, f failed, x removed, m match, e event, p people.
    std::string told(const Caller& caller, std::uint64_t after = 0) {
        std::string letters;
        for (const auto& shown : read(caller, event.id, after)->changes) {
            letters += "arfxmep"[static_cast<int>(shown.change.type)];
            bool wants_photo = shown.change.type != ChangeType::photo_removed &&
                               shown.change.type != ChangeType::event_changed &&
                               shown.change.type != ChangeType::people_changed;
            EXPECT_EQ(shown.photo.has_value(), wants_photo) << letters;
        }
        return letters;
    }
};

TEST_F(ReadChangesTest, OfGuestsHoldNothingThatIsNotYetToBeSeen) {
    add_photo(guest, "a");
    EXPECT_EQ(told(host), "a");
    EXPECT_EQ(told(guest), "a");
    EXPECT_EQ(told(other_guest), "");
    process_next();
    EXPECT_EQ(told(other_guest, 1), "r");
    EXPECT_EQ(told(host, 1), "r");
}

TEST_F(ReadChangesTest, ReachNoFurtherThanWhatThereIs) {
    add_photo(guest, "a");
    auto latest = changes.latest(event.id);
    EXPECT_EQ(read(host, event.id, latest + 100)->reached, latest);
}

TEST_F(ReadChangesTest, OfAPendingPhotoComeWithItsApproval) {
    auto photo = add_ready_photo(guest, "a");
    photos.moderate(event.id, {photo.id}, Moderation::pending, clock.now());
    EXPECT_EQ(told(other_guest), "");
    auto reached = read(other_guest, event.id, 0)->reached;
    EXPECT_EQ(reached, changes.latest(event.id)) << "a client goes on past what it may not see";
    photos.moderate(event.id, {photo.id}, Moderation::approved, clock.now());
    EXPECT_EQ(told(other_guest, reached), "r");
}

TEST_F(ReadChangesTest, HiddenIsRemovedForGuestsAndChangedForHosts) {
    auto photo = add_ready_photo(guest, "a");
    auto reached = changes.latest(event.id);
    photos.moderate(event.id, {photo.id}, Moderation::hidden, clock.now());
    EXPECT_EQ(told(other_guest, reached), "x");
    EXPECT_EQ(told(host, reached), "r");
    EXPECT_EQ(told(guest, reached), "r") << "their own";
    photos.remove(event.id, {photo.id}, clock.now());
    EXPECT_EQ(told(host, reached + 1), "x");
}

TEST_F(ReadChangesTest, FailuresAreForHostsAndTheUploader) {
    add_photo(guest, "a");
    jobs.park(jobs.claim("worker", clock.now()).value(), "It is broken.", clock.now());
    EXPECT_EQ(told(host, 1), "f");
    EXPECT_EQ(told(guest, 1), "f");
    EXPECT_EQ(told(other_guest, 1), "");
}

TEST_F(ReadChangesTest, MatchesAreForTheGuestWhoAsked) {
    add_photo(host, "a");
    auto job = jobs.claim("worker", clock.now()).value();
    jobs.finish(job, job.photo, {.matched = {guest.guest}}, clock.now());
    EXPECT_EQ(told(guest, 1), "rm");
    EXPECT_EQ(told(other_guest, 1), "r");
    EXPECT_EQ(told(host, 1), "r");
}

TEST_F(ReadChangesTest, ShowNoPhotosWhileTheGalleryIsOff) {
    add_ready_photo(host, "a");
    event.settings.guest_view = false;
    change_event();
    EXPECT_EQ(told(guest), "e");
    EXPECT_EQ(told(host), "are");
}

TEST_F(ReadChangesTest, GoOnWhereTheyWereLeft) {
    for (const auto* name : {"a", "b", "c"}) add_photo(host, name);
    auto first = read(host, event.id, 0, 2).value();
    EXPECT_EQ(first.changes.size(), 2U);
    EXPECT_EQ(first.reached, 2U);
    EXPECT_EQ(read(host, event.id, first.reached, 2)->changes.size(), 1U);
    auto start = read(host, event.id, std::nullopt).value();
    EXPECT_TRUE(start.changes.empty());
    EXPECT_EQ(start.reached, 3U);
    EXPECT_EQ(read(host, event.id, 3)->reached, 3U);
}

TEST_F(ReadChangesTest, AreForThoseWhoMaySeeTheEvent) {
    for (const auto& [name, caller] : everybody()) {
        bool may = name == "host" || name == "photographer" || name.ends_with("guest");
        EXPECT_EQ(read(caller, event.id, 0).has_value(), may) << name;
    }
}

}  // namespace
}  // namespace snapory
