#include "storage_contract.hpp"

namespace snapory {
namespace {

using std::chrono::days;

class EventsContract : public StorageContract {
protected:
    Event full_event() {
        auto full = some_event();
        full.starts_at = noon + std::chrono::hours(1);
        full.ends_at = noon + days(1);
        full.time_zone = "America/St_Johns";
        full.state = EventState::draft;
        full.pin_hash = "hash";
        full.settings = {true, false,         false, false, Approval::host, LocationSharing::exact,
                         25,   noon + days(2)};
        return full;
    }
    void change(const Event& changed, FaceData faces = FaceData::keep) {
        storage->events().change(changed, faces, noon);
    }
    void erase(Event doomed, TimePoint at = noon) {
        doomed.state = EventState::deleted;
        doomed.deleted_at = at;
        change(doomed);
    }
    std::vector<EventId> list(std::size_t limit, std::optional<EventPosition>& position) {
        auto page = storage->events().list({event.organisation}, limit, position);
        position = page.next;
        std::vector<EventId> ids;
        ids.reserve(page.items.size());
        for (const auto& item : page.items) ids.push_back(item.event.id);
        return ids;
    }
    EventCounts counts() { return storage->events().counts(event); }
};
FOR_EVERY_STORAGE(EventsContract);

TEST_P(EventsContract, FindsWhatWasAddedByIdAndByCode) {
    for (const auto& added : {some_event(), full_event()}) {
        ASSERT_TRUE(storage->events().add(added));
        EXPECT_EQ(storage->events().find(added.id), added);
        EXPECT_EQ(storage->events().find(added.code), added);
    }
    EXPECT_FALSE(storage->events().find(new_id<EventId>()));
    EXPECT_FALSE(storage->events().find(EventCode("2222222222")));
}

TEST_P(EventsContract, RefusesACodeThatIsTakenEvenByADeletedEvent) {
    auto clash = some_event();
    clash.code = event.code;
    EXPECT_EQ(storage->events().add(clash).error().code, Errc::conflict);
    erase(event);
    EXPECT_EQ(storage->events().add(clash).error().code, Errc::conflict);
    EXPECT_FALSE(storage->events().find(clash.id));
}

TEST_P(EventsContract, ChangesEveryPropertyButWhatIdentifies) {
    auto changed = full_event();
    changed.id = event.id;
    changed.organisation = OrganisationId("another");
    changed.created_at = noon + days(9);
    change(changed);
    auto expected = changed;
    expected.organisation = event.organisation;
    expected.code = event.code;
    expected.created_at = event.created_at;
    EXPECT_EQ(storage->events().find(event.id), expected);
    ASSERT_EQ(history().size(), 1U);
    EXPECT_EQ(history().back(), (Change{event.id, 1, ChangeType::event_changed, {}, {}, noon}));
    change(event);
    EXPECT_EQ(storage->events().find(event.id), event) << "what was set can be cleared";
}

TEST_P(EventsContract, HidesADeletedEventFromAllButPurge) {
    erase(event);
    EXPECT_FALSE(storage->events().find(event.id));
    EXPECT_FALSE(storage->events().find(event.code));
    EXPECT_EQ(storage->events().count(event.organisation), 0U);
    EXPECT_TRUE(storage->events().list({event.organisation}, many, {}).items.empty());
    change(event);
    EXPECT_FALSE(storage->events().find(event.id)) << "a late change must not bring it back";
    EXPECT_EQ(history().size(), 1U);
}

TEST_P(EventsContract, ListsTheEventsOfOrganisationsNewestFirst) {
    auto theirs = some_event(noon + days(1));
    theirs.organisation = OrganisationId("theirs");
    auto strangers = some_event(noon + days(2));
    strangers.organisation = OrganisationId("strangers");
    ASSERT_TRUE(storage->events().add(theirs));
    ASSERT_TRUE(storage->events().add(strangers));
    auto page = storage->events().list({event.organisation, theirs.organisation}, many, {});
    ASSERT_EQ(page.items.size(), 2U);
    EXPECT_EQ(page.items[0].event, theirs);
    EXPECT_EQ(page.items[1].event, event);
    EXPECT_FALSE(page.next);
    EXPECT_TRUE(storage->events().list({}, many, {}).items.empty());
    EXPECT_EQ(storage->events().count(event.organisation), 1U);
}

TEST_P(EventsContract, KeepsPagesRightWhileEventsComeAndGo) {
    std::vector<Event> events{event};
    for (int i = 1; i < 6; ++i) {
        events.push_back(some_event(noon + std::chrono::seconds(i / 2)));  // some of the same moment
        ASSERT_TRUE(storage->events().add(events.back()));
    }
    std::sort(events.begin(), events.end(), [](const Event& a, const Event& b) {
        return std::tie(a.created_at, a.id) > std::tie(b.created_at, b.id);
    });
    std::optional<EventPosition> position;
    EXPECT_EQ(list(2, position), (std::vector{events[0].id, events[1].id}));
    erase(events[1]);
    ASSERT_TRUE(storage->events().add(some_event(noon + days(1))));
    EXPECT_EQ(list(2, position), (std::vector{events[2].id, events[3].id}));
    EXPECT_EQ(list(2, position), (std::vector{events[4].id, events[5].id}));
    EXPECT_FALSE(position);
}

TEST_P(EventsContract, CountsWhatAnEventHolds) {
    EXPECT_EQ(counts(), EventCounts{});
    auto ready = add_photo(noon), failed = add_photo(noon + days(1));
    auto waiting = some_photo(noon + days(2));
    waiting.moderation = Moderation::pending;
    add(waiting);
    storage->guests().add({new_id<GuestId>(), event.id, "", noon, {}}, event.organisation);
    EXPECT_EQ(counts(), (EventCounts{3, 3, 0, 1, 0, 1, 0, 3000}));
    make_ready(ready, {some_face(ready.id), some_face(ready.id)}, noon + days(3));
    make_failed(failed, noon + days(3));
    EXPECT_EQ(counts(), (EventCounts{3, 1, 1, 1, 1, 1, 2, 3000}));
    EXPECT_EQ(storage->events().list({event.organisation}, many, {}).items.at(0).counts, counts());

    storage->photos().moderate(event.id, {ready.id, waiting.id}, Moderation::hidden, noon);
    EXPECT_EQ(counts(), (EventCounts{3, 1, 1, 0, 0, 1, 2, 3000}));
    storage->photos().moderate(event.id, {ready.id, waiting.id}, Moderation::approved, noon);
    storage->photos().remove(event.id, {ready.id, failed.id}, noon);
    EXPECT_EQ(counts(), (EventCounts{1, 1, 0, 0, 0, 1, 0, 1000}));
    storage->photos().restore(event.id, {ready.id, failed.id}, noon);
    EXPECT_EQ(counts(), (EventCounts{3, 1, 1, 0, 1, 1, 2, 3000}));
    storage->photos().remove(event.id, {ready.id}, noon);
    storage->photos().purge(ready.id);
    ASSERT_TRUE(storage->jobs().retry(event.id, failed.id, noon));
    EXPECT_EQ(counts(), (EventCounts{2, 2, 0, 0, 0, 1, 0, 2000}));
    storage->photos().purge(waiting.id);
    EXPECT_EQ(counts(), (EventCounts{1, 1, 0, 0, 0, 1, 0, 1000}));
    EXPECT_EQ(storage->events().counts(add_event()), EventCounts{});
}

TEST_P(EventsContract, LetsReadyPhotosWaitAgainWhenFacesAreToBeMade) {
    auto ready = add_photo(noon);
    make_ready(ready);
    auto arriving = add_photo(noon + days(1));
    auto running = storage->jobs().claim("worker", noon);
    ASSERT_EQ(running->photo.id, arriving.id);
    change(event, FaceData::make);

    EXPECT_EQ(found(ready)->state, PhotoState::ready) << "it stays as it is shown";
    EXPECT_FALSE(storage->jobs().finish(*running, arriving, {}, noon))
        << "begun without faces, so it must not end without";
    auto first = storage->jobs().claim("worker", noon), second = storage->jobs().claim("worker", noon);
    EXPECT_EQ(first->photo.id, arriving.id) << "what nobody sees yet goes first";
    ASSERT_EQ(second->photo.id, ready.id);
    EXPECT_EQ(second->attempts, 1U);
    EXPECT_TRUE(
        storage->jobs().finish(*second, *found(ready), {.faces = {some_face(ready.id)}}, noon + days(1)));
    EXPECT_EQ(found(ready)->ready_at, noon) << "when it first was";
    EXPECT_EQ(counts().faces, 1U);
}

TEST_P(EventsContract, LeavesNoFaceWhenFacesAreErased) {
    auto photo = add_photo(), deleted = add_photo(noon + days(1));
    make_ready(photo, {some_face(photo.id)});
    make_ready(deleted, {some_face(deleted.id)});
    remove(deleted);
    auto arriving = add_photo(noon + days(2));
    auto running = storage->jobs().claim("worker", noon);
    Selfie selfie{new_id<SelfieId>(), event.id, "grace", {1.0F}, ModelId("model"), {}, noon, noon + days(30)};
    storage->selfies().put(selfie, {event.id, "grace", ConsentAct::given, "1", "receipt", noon});
    change(event, FaceData::erase);

    EXPECT_FALSE(storage->jobs().finish(*running, arriving, {.faces = {some_face(arriving.id)}}, noon));
    EXPECT_TRUE(storage->face_log().faces_since(event.id, 0).faces.empty());
    EXPECT_TRUE(storage->photos().find(event.id, std::vector{photo.id}).front().faces.empty());
    EXPECT_FALSE(storage->selfies().find(event.id, "grace", noon));
    EXPECT_EQ(storage->selfies().consents(event.id).size(), 1U);
    EXPECT_EQ(counts().faces, 0U);
    storage->photos().restore(event.id, {deleted.id}, noon);
    EXPECT_EQ(counts().faces, 0U);
    EXPECT_EQ(found(photo)->state, PhotoState::ready);
}

TEST_P(EventsContract, NamesEventsWhoseFacesExpired) {
    auto ended = full_event(), running = full_event(), off = full_event(), deleted = full_event();
    ended.ends_at = noon;
    running.ends_at = noon + days(1);
    off.settings.face_search = false;
    deleted.ends_at = noon;
    for (const auto* added : {&ended, &running, &off, &deleted}) ASSERT_TRUE(storage->events().add(*added));
    erase(deleted);
    EXPECT_TRUE(storage->events().with_expired_faces(noon + days(30) - Milliseconds(1), many).empty());
    EXPECT_EQ(storage->events().with_expired_faces(noon + days(30), many), std::vector{ended});
    EXPECT_EQ(storage->events().with_expired_faces(noon + days(40), 1).size(), 1U);
    ended.settings.face_search = false;
    change(ended);
    EXPECT_EQ(storage->events().with_expired_faces(noon + days(40), many), std::vector{running});
}

TEST_P(EventsContract, NamesEventsWhoseGraceEndedOldestFirst) {
    auto early = add_event(), late = add_event(), fresh = add_event();
    erase(late, noon - days(8));
    erase(early, noon - days(9));
    erase(fresh, noon - days(7));
    auto ended = storage->events().purgeable(noon - days(7), many);
    ASSERT_EQ(ended.size(), 2U);
    EXPECT_EQ(ended[0].id, early.id);
    EXPECT_EQ(ended[0].state, EventState::deleted);
    EXPECT_EQ(ended[1].id, late.id);
    EXPECT_EQ(storage->events().purgeable(noon - days(7), 1).size(), 1U);
}

TEST_P(EventsContract, ErasesAllOfAnEventButItsConsents) {
    auto other = event;
    event = add_event();
    auto kept = some_photo();
    kept.event = other.id;
    auto photo = add_photo();
    for (int i = 0; i < 600; ++i) add_photo(noon + days(i));  // more than one piece
    GuestId guest = new_id<GuestId>();
    storage->guests().add({guest, event.id, "Grace", noon, {}}, event.organisation);
    Upload upload;
    upload.id = new_id<UploadId>();
    upload.event = event.id;
    upload.bytes = 1;
    storage->uploads().add({upload});
    Selfie selfie{new_id<SelfieId>(), event.id, "grace", {1.0F}, ModelId("model"), {}, noon, noon + days(30)};
    storage->selfies().put(selfie, {event.id, "grace", ConsentAct::given, "1", "receipt", noon});
    storage->selfies().judge(selfie.id, photo.id, false);
    Download download;
    download.id = new_id<DownloadId>();
    download.event = event.id;
    download.expires_at = noon + days(1);
    storage->downloads().add(download);
    add(kept);
    erase(event);
    storage->events().purge(event.id);
    storage->events().purge(event.id);  // a sweeper that died may come again

    EXPECT_TRUE(storage->events().purgeable(noon + days(99), many).empty());
    EXPECT_FALSE(found(photo));
    EXPECT_TRUE(storage->photos().rows({photo.id}).empty());
    EXPECT_FALSE(storage->guests().find(event.id, guest));
    EXPECT_FALSE(storage->uploads().find(upload.id));
    EXPECT_TRUE(storage->selfies().live(event.id, noon).empty());
    EXPECT_TRUE(storage->selfies().judgements(selfie.id).empty());
    EXPECT_FALSE(storage->downloads().find(download.id, noon));
    EXPECT_TRUE(history().empty());
    EXPECT_EQ(storage->changes().latest(event.id), 0U);
    EXPECT_EQ(storage->selfies().consents(event.id).size(), 1U);
    EXPECT_TRUE(found(kept));
    EXPECT_EQ(storage->jobs().counts(noon).waiting, 1U);
}

}  // namespace
}  // namespace snapory
