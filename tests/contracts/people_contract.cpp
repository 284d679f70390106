#include "storage_contract.hpp"

namespace snapory {
namespace {

class PeopleContract : public StorageContract {
protected:
    PeopleContract() {
        event.settings.face_search = true;
        storage->events().change(event, FaceData::keep, noon);
    }
    People& people() { return storage->people(); }

    Face add_face(float quality = 0.5F) {
        auto photo = add_photo();
        auto face = some_face(photo.id);
        face.quality = quality;
        make_ready(photo, {face});
        return face;
    }
    Person some_person() { return {new_id<PersonId>(), event.id, "", false, false, std::nullopt, noon}; }
    std::uint64_t reached() { return storage->face_log().faces_since(event.id, 0).position; }
    // A new person with these faces.
    Person group(const std::vector<Face>& faces) {
        Regrouping regrouping{{some_person()}, {}, {}};
        for (const auto& face : faces)
            regrouping.joined.push_back({face.photo, face.id, regrouping.founded[0].id});
        EXPECT_TRUE(people().regroup(event.id, people().state(event.id), reached(), regrouping, noon));
        return regrouping.founded[0];
    }
    std::vector<SeenPerson> list(bool hidden = false) {
        return people().list(event.id, hidden, many, std::nullopt).items;
    }
    std::optional<PersonId> person_of(const Face& face) {
        for (const auto& known : storage->face_log().faces_since(event.id, 0).faces)
            if (known.id == face.id) return known.person;
        return std::nullopt;
    }
};
FOR_EVERY_STORAGE(PeopleContract);

TEST_P(PeopleContract, KnowsWhichEventsHaveNewFaces) {
    EXPECT_TRUE(people().ungrouped(10).empty());
    auto face = add_face();
    EXPECT_EQ(people().ungrouped(10), std::vector{event.id});
    group({face});
    EXPECT_TRUE(people().ungrouped(10).empty());
    add_face();
    EXPECT_EQ(people().ungrouped(10).size(), 1U);
}

TEST_P(PeopleContract, GroupsOnlyFromTheStateThatWasSeen) {
    auto face = add_face();
    auto seen = people().state(event.id);
    EXPECT_EQ(seen, GroupingState());
    auto person = group({face});
    EXPECT_EQ(people().state(event.id), (GroupingState{reached(), 0}));
    EXPECT_FALSE(people().regroup(event.id, seen, reached(), {{some_person()}, {}, {}}, noon));
    EXPECT_EQ(people().all(event.id), std::vector{person});
    EXPECT_EQ(person_of(face), person.id);
    auto shown = storage->photos().find(event.id, std::vector{face.photo}).at(0).faces.at(0);
    EXPECT_EQ(shown.person, person.id);
}

TEST_P(PeopleContract, ListsThoseWithMostPhotosFirstPageByPage) {
    auto one = group({add_face()});
    auto two = group({add_face(0.25F), add_face(0.75F)});
    auto three = group({add_face()});
    auto page = people().list(event.id, false, 2, std::nullopt);
    ASSERT_EQ(page.items.size(), 2U);
    EXPECT_EQ(page.items[0].person, two);
    EXPECT_EQ(page.items[0].photos, 2U);
    EXPECT_EQ(page.items[0].cover.quality, 0.75F);
    EXPECT_EQ(page.items[1].person, three);
    auto rest = people().list(event.id, false, 2, page.next);
    ASSERT_EQ(rest.items.size(), 1U);
    EXPECT_EQ(rest.items[0].person, one);
    EXPECT_FALSE(rest.next);
    EXPECT_TRUE(people().list(add_event().id, false, 2, std::nullopt).items.empty());
}

TEST_P(PeopleContract, LeavesOutWhoIsOnlyInDeletedPhotos) {
    auto kept = add_face(0.25F), gone = add_face();
    auto person = group({kept, gone});
    storage->photos().remove(event.id, {gone.photo}, noon);
    EXPECT_EQ(people().find(event.id, person.id)->photos, 1U);
    EXPECT_EQ(people().find(event.id, person.id)->cover.id, kept.id);
    storage->photos().remove(event.id, {kept.photo}, noon);
    EXPECT_TRUE(list().empty());
    EXPECT_FALSE(people().find(event.id, person.id));
}

TEST_P(PeopleContract, ChangesWhatAHostSaysAndSettlesThem) {
    auto poor = add_face(0.25F), best = add_face();
    auto person = group({poor, best});
    person.name = "Ada";
    person.cover = poor.id;
    people().change(person, noon);
    auto seen = people().find(event.id, person.id).value();
    EXPECT_TRUE(seen.person.settled);
    EXPECT_EQ(seen.person.name, "Ada");
    EXPECT_EQ(seen.cover.id, poor.id);
    EXPECT_EQ(people().state(event.id).revision, 1U);
    EXPECT_EQ(history().back().type, ChangeType::people_changed);
    person.hidden = true;
    people().change(person, noon);
    EXPECT_TRUE(list().empty());
    EXPECT_EQ(list(true).size(), 1U);
    EXPECT_TRUE(people().has(person.id, best.id));
    EXPECT_FALSE(people().has(person.id, FaceId("another")));
}

TEST_P(PeopleContract, MergesPeopleOfTheEvent) {
    auto a = add_face(), b = add_face();
    auto one = group({a}), two = group({b});
    people().merge(event.id, one.id, {two.id, one.id, PersonId("nobody")}, noon);
    EXPECT_EQ(person_of(b), one.id);
    ASSERT_EQ(list().size(), 1U);
    EXPECT_EQ(list()[0].photos, 2U);
    EXPECT_TRUE(list()[0].person.settled);
    EXPECT_EQ(people().all(event.id).size(), 1U);
    people().merge(add_event().id, two.id, {one.id}, noon);
    EXPECT_EQ(people().all(event.id).size(), 1U);
}

TEST_P(PeopleContract, MergesWhatGroupingFoundToBeOne) {
    auto a = add_face(), b = add_face();
    auto one = group({a}), two = group({b});
    auto state = people().state(event.id);
    EXPECT_TRUE(people().regroup(event.id, state, state.position, {{}, {}, {{two.id, one.id}}}, noon));
    EXPECT_EQ(person_of(b), one.id);
    EXPECT_EQ(people().state(event.id).revision, state.revision + 1);
}

TEST_P(PeopleContract, SplitsFacesOff) {
    auto a = add_face(), b = add_face(), other = add_face();
    auto person = group({a, b});
    group({other});
    auto made = some_person();
    EXPECT_FALSE(people().split(made, person.id, {other.id}, noon));
    EXPECT_EQ(people().all(event.id).size(), 2U);
    EXPECT_TRUE(people().split(made, person.id, {b.id, other.id}, noon));
    EXPECT_EQ(person_of(a), person.id);
    EXPECT_EQ(person_of(b), made.id);
    EXPECT_NE(person_of(other), made.id);
    for (const auto& id : {made.id, person.id}) EXPECT_TRUE(people().find(event.id, id)->person.settled);
}

TEST_P(PeopleContract, GoWithTheFaceData) {
    group({add_face()});
    storage->events().change(event, FaceData::erase, noon);
    EXPECT_TRUE(people().all(event.id).empty());
    EXPECT_EQ(people().state(event.id), (GroupingState{0, 1}));
}

}  // namespace
}  // namespace snapory
