#include <gtest/gtest.h>

#include "application/gallery/list_photos.hpp"
#include "application/people/change_person.hpp"
#include "application/people/group_people.hpp"
#include "application/people/list_people.hpp"
#include "application/people/merge_people.hpp"
#include "application/people/split_person.hpp"
#include "infrastructure/memory/scene.hpp"

namespace snapory {
namespace {

struct PeopleTest : testing::Test, MemoryScene {
    PersonGallery gallery{people, photos, blobs};
    ListPeople list{events, gallery, clock};
    ChangePerson change{events, gallery, bell, clock};
    MergePeople merge{events, gallery, bell, clock};
    SplitPerson split{events, gallery, bell, randomness, clock};
    ListPhotos list_photos{events, photos, text_reader, blobs, clock};
    std::vector<ShownPerson> two;  // Ada in two photos, Grace in one

    PeopleTest() {
        event.settings.face_search = true;
        change_event();
        add_ready_photo(guest, "a", {1, 0});
        add_ready_photo(guest, "b", {1, 0});
        add_ready_photo(guest, "c", {0, 1});
        GroupPeople({people, face_log, faces, bell, clock, randomness})();
        two = all();
    }
    std::vector<ShownPerson> all(bool hidden = false) {
        return list(host, event.id, hidden, 50, std::nullopt)->items;
    }
    PersonId ada() { return two.at(0).person.id; }
    PersonId grace() { return two.at(1).person.id; }
};

TEST_F(PeopleTest, AreListedByHowManyPhotosTheyAreIn) {
    ASSERT_EQ(two.size(), 2U);
    EXPECT_EQ(two[0].photos, 2U);
    EXPECT_EQ(two[1].photos, 1U);
    EXPECT_TRUE(two[0].cover_photo.urls.thumbnail);
    EXPECT_EQ(two[0].cover.person, ada());
}

TEST_F(PeopleTest, AreForThoseWhoManageTheEvent) {
    for (const auto& [name, caller] : everybody()) {
        const bool may = name == "host";
        EXPECT_EQ(list(caller, event.id, false, 50, std::nullopt).has_value(), may) << name;
        EXPECT_EQ(change(caller, event.id, ada(), {}).has_value(), may) << name;
        EXPECT_EQ(split(caller, event.id, grace(), {two[1].cover.id}).has_value(), may) << name;
        PhotoQuery query;
        query.event = event.id;
        query.person = ada();
        EXPECT_EQ(list_photos(caller, query).has_value(), may) << name;
    }
    EXPECT_FALSE(merge(guest, event.id, ada(), {grace()}));
    event.settings.face_search = false;
    change_event(FaceData::erase);
    EXPECT_EQ(list(host, event.id, false, 50, std::nullopt).error().code, Errc::face_search_off);
}

TEST_F(PeopleTest, AreToldInPhotosToHostsAlone) {
    PhotoQuery query;
    query.event = event.id;
    for (const auto& photo : list_photos(host, query)->items) EXPECT_TRUE(photo.faces.at(0).person);
    for (const auto& photo : list_photos(guest, query)->items) EXPECT_FALSE(photo.faces.at(0).person);
    query.person = ada();
    EXPECT_EQ(list_photos(host, query)->items.size(), 2U);
}

TEST_F(PeopleTest, GetNamesCoversAndAreHidden) {
    auto named = change(host, event.id, ada(), {.name = " Ada ", .hidden = {}, .cover = {}});
    ASSERT_TRUE(named);
    EXPECT_EQ(named->person.name, "Ada");
    EXPECT_TRUE(change(host, event.id, ada(), {.name = {}, .hidden = true, .cover = {}}));
    EXPECT_EQ(all().size(), 1U);
    ASSERT_EQ(all(true).size(), 1U);
    EXPECT_EQ(all(true)[0].person.name, "Ada");
    auto foreign = change(host, event.id, ada(), {.name = {}, .hidden = {}, .cover = {{two[1].cover.id}}});
    EXPECT_EQ(foreign.error().code, Errc::invalid);
    auto long_name =
        change(host, event.id, ada(), {.name = std::string(101, 'a'), .hidden = {}, .cover = {}});
    EXPECT_EQ(long_name.error().code, Errc::invalid);
    EXPECT_EQ(change(host, event.id, PersonId("nobody"), {}).error().code, Errc::not_found);
}

TEST_F(PeopleTest, AreMergedUnderTheNameThereIs) {
    ASSERT_TRUE(change(host, event.id, grace(), {.name = "Grace", .hidden = {}, .cover = {}}));
    auto one = merge(host, event.id, ada(), {grace()});
    ASSERT_TRUE(one);
    EXPECT_EQ(one->photos, 3U);
    EXPECT_EQ(one->person.name, "Grace");
    EXPECT_EQ(all().size(), 1U);
    EXPECT_EQ(merge(host, event.id, ada(), {grace()}).error().code, Errc::not_found);
}

TEST_F(PeopleTest, AreSplitByFaces) {
    auto made = split(host, event.id, ada(), {two[0].cover.id});
    ASSERT_TRUE(made);
    EXPECT_EQ(made->photos, 1U);
    EXPECT_NE(made->person.id, ada());
    EXPECT_EQ(all().size(), 3U);
    EXPECT_EQ(split(host, event.id, ada(), {two[1].cover.id}).error().code, Errc::invalid);
}

TEST_F(PeopleTest, WithoutPhotosAreNotShown) {
    photos.remove(event.id, {two[1].cover.photo}, clock.now());
    EXPECT_EQ(all().size(), 1U);
}

}  // namespace
}  // namespace snapory
