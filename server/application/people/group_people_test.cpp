#include "application/people/group_people.hpp"

#include <gtest/gtest.h>

#include "infrastructure/memory/scene.hpp"

namespace snapory {
namespace {

using namespace std::chrono_literals;

// A direction; two of them are 0.6 alike.
const FaceCode ada{1, 0, 0}, grace{0, 1, 0}, like_ada{0.8F, 0.6F, 0}, alan{0, 0, 1};

struct GroupPeopleTest : testing::Test, MemoryScene {
    GroupPeople group = grouping();
    GroupPeople another = grouping();

    GroupPeopleTest() {
        event.settings.face_search = true;
        change_event();
    }
    GroupPeople grouping() { return GroupPeople({people, face_log, faces, bell, clock, randomness}); }
    std::vector<SeenPerson> list() { return people.list(event.id, false, 100, std::nullopt).items; }
    std::optional<PersonId> person_in(const Photo& photo) {
        return photos.find(event.id, std::vector{photo.id}).at(0).faces.at(0).person;
    }
};

TEST_F(GroupPeopleTest, GivesEachFaceItsPersonOnce) {
    auto first = add_ready_photo(guest, "a", ada);
    add_ready_photo(guest, "b", grace);
    add_ready_photo(guest, "c");
    EXPECT_EQ(group(), 2U);
    EXPECT_EQ(group(), 0U);
    auto second = add_ready_photo(guest, "d", like_ada);
    EXPECT_EQ(group(), 1U);
    EXPECT_EQ(person_in(first), person_in(second));
    EXPECT_EQ(list().size(), 2U);
}

TEST_F(GroupPeopleTest, TellsHostsOfTheChange) {
    add_ready_photo(guest, "a", ada);
    group();
    auto told = changes.since(event.id, 0, 100);
    EXPECT_EQ(told.back().type, ChangeType::people_changed);
}

TEST_F(GroupPeopleTest, SeveralProcessesAgree) {
    auto first = add_ready_photo(guest, "a", ada);
    group();
    auto second = add_ready_photo(guest, "b", like_ada);
    EXPECT_EQ(another(), 1U);
    auto third = add_ready_photo(guest, "c", ada);
    EXPECT_EQ(group(), 1U) << "with what the other found";
    EXPECT_EQ(person_in(second), person_in(first));
    EXPECT_EQ(person_in(third), person_in(first));
    EXPECT_EQ(list().size(), 1U);
}

TEST_F(GroupPeopleTest, WhatAHostShapedStays) {
    auto first = add_ready_photo(guest, "a", ada);
    auto second = add_ready_photo(guest, "b", ada);
    group();
    auto person = person_in(first).value();
    auto face = photos.find(event.id, std::vector{second.id}).at(0).faces.at(0).id;
    Person made{
        randomness.next_id<PersonId>(clock.now()), event.id, "", false, false, std::nullopt, clock.now()};
    ASSERT_TRUE(people.split(made, person, {face}, clock.now()));
    add_ready_photo(guest, "c", alan);
    group();
    EXPECT_EQ(list().size(), 3U);
    EXPECT_EQ(person_in(second), made.id) << "though the two look alike";
}

TEST_F(GroupPeopleTest, FaultLeavesTheFacesToTheNextCall) {
    struct Broken final : FaceLog {
        FaceBatch faces_since(const EventId&, std::uint64_t) override { throw std::runtime_error("a fault"); }
    } broken;
    add_ready_photo(guest, "a", ada);
    GroupPeople failing({people, broken, faces, bell, clock, randomness});
    EXPECT_THROW(failing(), std::runtime_error);
    EXPECT_EQ(group(), 1U);
}

TEST_F(GroupPeopleTest, BeginsAnewAfterFacesWereErased) {
    add_ready_photo(guest, "a", ada);
    group();
    change_event(FaceData::erase);
    EXPECT_TRUE(list().empty());
    add_ready_photo(guest, "b", ada);
    EXPECT_EQ(group(), 1U);
    EXPECT_EQ(list().size(), 1U);
}

}  // namespace
}  // namespace snapory
