#include "storage_contract.hpp"

namespace snapory {
namespace {

class GuestsContract : public StorageContract {
protected:
    Guest add_guest(const std::string& name, TimePoint joined_at = noon) {
        Guest guest{new_id<GuestId>(), event.id, name, joined_at, {}};
        storage->guests().add(guest, event.organisation);
        return guest;
    }
    Photo add_photo_of(Uploader::Kind kind, const std::string& id) {
        auto photo = some_photo();
        photo.uploader = {kind, id, "as it was"};
        return add(photo);
    }
};
FOR_EVERY_STORAGE(GuestsContract);

TEST_P(GuestsContract, FindsAGuestInTheirEventAlone) {
    auto guest = add_guest("Grace");
    EXPECT_EQ(storage->guests().find(event.id, guest.id), guest);
    EXPECT_FALSE(storage->guests().find(add_event().id, guest.id));
    EXPECT_FALSE(storage->guests().find(event.id, new_id<GuestId>()));
}

TEST_P(GuestsContract, FindsAGuestTogetherWithTheirEvent) {
    auto guest = add_guest("Grace");
    auto found = storage->guests().find_with_event(event.id, guest.id);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->guest, guest);
    EXPECT_EQ(found->event, storage->events().find(event.id));
    EXPECT_FALSE(storage->guests().find_with_event(add_event().id, guest.id));
    EXPECT_FALSE(storage->guests().find_with_event(event.id, new_id<GuestId>()));
}

TEST_P(GuestsContract, FindsNoGuestOfADeletedEvent) {
    auto guest = add_guest("Grace");
    event.state = EventState::deleted;
    event.deleted_at = noon;
    storage->events().change(event, FaceData::keep, noon);
    EXPECT_FALSE(storage->guests().find(event.id, guest.id));
}

TEST_P(GuestsContract, TellsAtEveryLookWhatHappenedSinceTheLast) {
    auto guest = add_guest("Grace");
    auto look = [&] { return storage->guests().find_with_event(event.id, guest.id); };
    EXPECT_FALSE(look()->guest.revoked_at);
    storage->guests().revoke(event.id, guest.id, noon);
    EXPECT_TRUE(look()->guest.revoked_at);
    event.state = EventState::closed;
    storage->events().change(event, FaceData::keep, noon);
    EXPECT_EQ(look()->event.state, EventState::closed);
    event.state = EventState::deleted;
    event.deleted_at = noon;
    storage->events().change(event, FaceData::keep, noon);
    EXPECT_FALSE(look());
}

TEST_P(GuestsContract, KeepsThatAGuestWasRevoked) {
    Guest guest{new_id<GuestId>(), event.id, "", noon, noon + std::chrono::hours(1)};
    storage->guests().add(guest, event.organisation);
    EXPECT_EQ(storage->guests().find(event.id, guest.id), guest);
}

TEST_P(GuestsContract, RenamesTheGuestAndTheUploaderOfTheirPhotos) {
    auto guest = add_guest(""), other = add_guest("Alan");
    auto theirs = add_photo_of(Uploader::Kind::guest, guest.id.text());
    auto others = add_photo_of(Uploader::Kind::guest, other.id.text());
    auto hosts = add_photo_of(Uploader::Kind::account, guest.id.text());
    auto before = storage->changes().latest(event.id);
    storage->guests().rename(event.id, guest.id, "Grace 💃");
    EXPECT_GT(storage->changes().latest(event.id), before);
    EXPECT_EQ(storage->guests().find(event.id, guest.id)->display_name, "Grace 💃");
    EXPECT_EQ(found(theirs)->uploader.name, "Grace 💃");
    EXPECT_EQ(found(others)->uploader.name, "as it was");
    EXPECT_EQ(found(hosts)->uploader.name, "as it was");
}

TEST_P(GuestsContract, RevokesOnce) {
    auto guest = add_guest("Grace"), other = add_guest("Alan");
    EXPECT_TRUE(storage->guests().revoke(event.id, guest.id, noon));
    EXPECT_TRUE(storage->guests().revoke(event.id, guest.id, noon + std::chrono::hours(1)));
    EXPECT_EQ(storage->guests().find(event.id, guest.id)->revoked_at, noon);
    EXPECT_EQ(storage->guests().find(event.id, other.id), other);
}

TEST_P(GuestsContract, RevokesNobodyThroughAnotherEvent) {
    auto guest = add_guest("Grace");
    EXPECT_FALSE(storage->guests().revoke(add_event().id, guest.id, noon));
    EXPECT_FALSE(storage->guests().revoke(event.id, new_id<GuestId>(), noon));
    EXPECT_EQ(storage->guests().find(event.id, guest.id), guest);
}

TEST_P(GuestsContract, RenamesNobodyThroughAnotherEvent) {
    auto guest = add_guest("Grace");
    auto theirs = add_photo_of(Uploader::Kind::guest, guest.id.text());
    storage->guests().rename(add_event().id, guest.id, "Mallory");
    EXPECT_EQ(storage->guests().find(event.id, guest.id), guest);
    EXPECT_EQ(found(theirs)->uploader.name, "as it was");
}

TEST_P(GuestsContract, ListsTheNewestFirst) {
    auto first = add_guest("1"), second = add_guest("2", noon + std::chrono::seconds(2));
    auto between = add_guest("3", noon + std::chrono::seconds(1));
    EXPECT_EQ(storage->guests().list(event.id, many), (std::vector{second, between, first}));
    EXPECT_EQ(storage->guests().list(event.id, 2), (std::vector{second, between}));
    EXPECT_TRUE(storage->guests().list(add_event().id, many).empty());
}

}  // namespace
}  // namespace snapory
