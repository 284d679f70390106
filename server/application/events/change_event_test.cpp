#include "application/events/change_event.hpp"

#include <gtest/gtest.h>

#include "application/events/delete_event.hpp"
#include "application/events/list_events.hpp"
#include "application/events/read_event.hpp"
#include "infrastructure/memory/scene.hpp"

namespace snapory {
namespace {

using namespace std::chrono_literals;

struct ChangeEventTest : testing::Test, MemoryScene {
    ChangeEvent change{events, face_index, passwords, time_zones, bell, clock};
    int rings = 0;
    std::shared_ptr<void> listening = bell.listen({{}, [this](const EventId&) { ++rings; }});

    Result<EventWithCounts> set_face_search(bool on) {
        EventChange wanted;
        wanted.settings.face_search = on;
        return change(host, event.id, wanted);
    }
};

TEST_F(ChangeEventTest, ChangesWhatIsNamedAndLeavesTheRest) {
    EventChange wanted;
    wanted.title = "Another title";
    wanted.pin = "1234";
    wanted.settings.guest_download = false;
    auto changed = change(host, event.id, wanted);
    ASSERT_TRUE(changed);
    auto stored = events.find(event.id).value();
    EXPECT_EQ(stored.title, "Another title");
    EXPECT_TRUE(stored.has_pin());
    EXPECT_FALSE(stored.settings.guest_download);
    EXPECT_TRUE(stored.settings.guest_upload);
    EXPECT_EQ(stored.code, event.code);
    EXPECT_EQ(rings, 1);

    EventChange without_pin;
    without_pin.pin.emplace(std::nullopt);
    ASSERT_TRUE(change(host, event.id, without_pin));
    EXPECT_FALSE(events.find(event.id)->has_pin());
    EXPECT_EQ(events.find(event.id)->title, "Another title");
}

TEST_F(ChangeEventTest, KeepsTheOrderOfStates) {
    EventChange closed;
    closed.state = EventState::closed;
    EXPECT_TRUE(change(host, event.id, closed));
    EventChange draft;
    draft.state = EventState::draft;
    EXPECT_EQ(change(host, event.id, draft).error().code, Errc::conflict);
    EventChange open;
    open.state = EventState::open;
    EXPECT_TRUE(change(host, event.id, open));
    EventChange deleted;
    deleted.state = EventState::deleted;
    EXPECT_EQ(change(host, event.id, deleted).error().code, Errc::invalid);
}

TEST_F(ChangeEventTest, IsForHostsOnly) {
    for (const auto& [name, caller] : everybody()) {
        auto changed = change(caller, event.id, {});
        auto expected = name == "anonymous"                        ? Errc::unauthenticated
                        : name == "stranger" || name == "outsider" ? Errc::not_found
                                                                   : Errc::forbidden;
        if (name == "host")
            EXPECT_TRUE(changed);
        else
            EXPECT_EQ(changed.error().code, expected) << name;
    }
    EXPECT_EQ(change(host, EventId("nowhere"), {}).error(), change(host, other_event.id, {}).error());
}

TEST_F(ChangeEventTest, FaceSearchOnSendsReadyPhotosThroughProcessingAgain) {
    auto photo = add_ready_photo(guest, "a");
    EXPECT_FALSE(jobs.claim("worker", clock.now()));
    ASSERT_TRUE(set_face_search(true));
    auto job = jobs.claim("worker", clock.now());
    ASSERT_TRUE(job);
    EXPECT_EQ(job->photo.id, photo.id);
    EXPECT_EQ(photos.find(event.id, photo.id)->state, PhotoState::ready) << "it is shown meanwhile";
}

TEST_F(ChangeEventTest, FaceSearchOnAgainDoesNothing) {
    add_ready_photo(guest, "a");
    ASSERT_TRUE(set_face_search(true));
    process_next({1, 0});
    ASSERT_TRUE(set_face_search(true));
    EXPECT_FALSE(jobs.claim("worker", clock.now()));
    EXPECT_EQ(events.counts(event).faces, 1U);
}

TEST_F(ChangeEventTest, FaceSearchOffErasesEveryFaceCode) {
    ASSERT_TRUE(set_face_search(true));
    add_ready_photo(guest, "a", {1, 0});
    selfies.put(
        {SelfieId("s"), event.id, guest.guest.text(), {1, 0}, test_model, {}, clock.now(), clock.now() + 1h},
        {});
    ASSERT_TRUE(set_face_search(false));
    EXPECT_EQ(events.counts(event).faces, 0U);
    EXPECT_TRUE(selfies.live(event.id, clock.now()).empty());
    EXPECT_TRUE(face_index.search(event.id, test_model, {1, 0}, 0).empty());
}

TEST_F(ChangeEventTest, FaceSearchIsNotTurnedOnAfterTheCodesExpired) {
    clock.advance(24h * 31);
    EXPECT_EQ(set_face_search(true).error().code, Errc::conflict);
}

TEST_F(ChangeEventTest, DeletedEventIsGoneForEverybody) {
    DeleteEvent remove(events, face_index, bell, clock);
    for (const auto& [name, caller] : everybody())
        if (name != "host") EXPECT_FALSE(remove(caller, event.id)) << name;
    ASSERT_TRUE(remove(host, event.id));
    EXPECT_EQ(remove(host, event.id).error().code, Errc::not_found);
    ReadEvent read(events, clock);
    for (const auto& [name, caller] : everybody()) EXPECT_FALSE(read(caller, event.id)) << name;
    EXPECT_EQ(ListEvents(events)(host, 10, std::nullopt)->items.size(), 0U);
    EXPECT_TRUE(events.find(other_event.id));
}

TEST_F(ChangeEventTest, EventsAreListedToTheirOrganisation) {
    clock.advance(1s);
    auto newer = add_event(host, "Newer");
    add_ready_photo(guest, "a");
    ListEvents list(events);
    auto first = list(host, 1, std::nullopt).value();
    ASSERT_EQ(first.items.size(), 1U);
    EXPECT_EQ(first.items[0].event.id, newer.id);
    auto second = list(host, 1, first.next).value();
    ASSERT_EQ(second.items.size(), 1U);
    EXPECT_EQ(second.items[0].counts.photos, 1U);
    EXPECT_FALSE(second.next);
    EXPECT_EQ(list(guest, 1, std::nullopt).error().code, Errc::forbidden);
    EXPECT_EQ(list(Anonymous(), 1, std::nullopt).error().code, Errc::unauthenticated);
}

TEST_F(ChangeEventTest, CountsAreForHosts) {
    ReadEvent read(events, clock);
    EXPECT_EQ(read(host, event.id)->counts->guests, 2U);
    EXPECT_FALSE(read(guest, event.id)->counts);
    EXPECT_EQ(read(outsider, event.id).error(), read(outsider, EventId("nowhere")).error());
}

}  // namespace
}  // namespace snapory
