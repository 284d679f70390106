#include "storage_contract.hpp"

namespace snapory {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

// What Photos::list shows, and in which order.
class GalleryContract : public StorageContract {
protected:
    using Ids = std::vector<PhotoId>;

    PhotoQuery query() {
        PhotoQuery whole;
        whole.event = event.id;
        return whole;
    }

    static Ids ids_of(const std::vector<PhotoWithFaces>& items) {
        Ids ids;
        ids.reserve(items.size());
        for (const auto& item : items) ids.push_back(item.photo.id);
        return ids;
    }
    Ids list(const PhotoQuery& asked) { return ids_of(storage->photos().list(asked).items); }
    // The next page, of which `asked` then remembers the end.
    Ids turn(PhotoQuery& asked) {
        auto page = storage->photos().list(asked);
        asked.after = page.next;
        return ids_of(page.items);
    }

    static Uploader some_uploader(const std::string& id) { return {Uploader::Kind::guest, id, id}; }
    Photo add_photo_of(const Uploader& uploader) {
        auto photo = some_photo();
        photo.uploader = uploader;
        return add(photo);
    }
    void make_tagged(const Photo& photo, const std::vector<std::string>& names) {
        auto job = storage->jobs().claim(photo.id, "worker", noon + hours(9));
        ASSERT_TRUE(job);
        auto processed = photo;
        processed.details = full_details();
        Findings found;
        for (const auto& name : names) found.tags.push_back({name, 1, ModelId("model")});
        ASSERT_TRUE(storage->jobs().finish(*job, processed, found, noon));
    }

    static Ids sorted(Ids ids) {
        std::sort(ids.begin(), ids.end());
        return ids;
    }
};
FOR_EVERY_STORAGE(GalleryContract);

TEST_P(GalleryContract, SortsByEitherTimeNewestFirst) {
    auto early = some_photo(noon), late = some_photo(noon + hours(1));
    early.taken_at = noon + hours(9);
    late.taken_at = noon - hours(9);
    add(early);
    add(late);
    auto asked = query();
    EXPECT_EQ(list(asked), (Ids{early.id, late.id}));
    asked.sort = PhotoSort::created_at;
    EXPECT_EQ(list(asked), (Ids{late.id, early.id}));
    asked.event = add_event().id;
    EXPECT_TRUE(list(asked).empty());
}

TEST_P(GalleryContract, TurnsPagesToTheEndThoughTimesAreEqual) {
    std::vector<Photo> photos;
    photos.reserve(7);
    for (int i = 0; i < 7; ++i) photos.push_back(add_photo(noon + seconds(i / 3)));
    std::sort(photos.begin(), photos.end(), [](const Photo& a, const Photo& b) {
        return std::tie(a.taken_at, a.id) > std::tie(b.taken_at, b.id);
    });
    for (auto sort : {PhotoSort::taken_at, PhotoSort::created_at}) {
        auto asked = query();
        asked.sort = sort;
        asked.limit = 3;
        EXPECT_EQ(turn(asked), (Ids{photos[0].id, photos[1].id, photos[2].id}));
        EXPECT_EQ(turn(asked), (Ids{photos[3].id, photos[4].id, photos[5].id}));
        EXPECT_EQ(turn(asked), (Ids{photos[6].id}));
        EXPECT_FALSE(asked.after);
    }
    auto whole = query();
    whole.limit = 7;
    EXPECT_FALSE(storage->photos().list(whole).next) << "a full last page has no next";
}

TEST_P(GalleryContract, KeepsPagesRightWhilePhotosComeAndGo) {
    std::vector<Photo> photos;
    photos.reserve(6);
    for (int i = 0; i < 6; ++i) photos.push_back(add_photo(noon - hours(i)));
    auto asked = query();
    asked.limit = 2;
    EXPECT_EQ(turn(asked), (Ids{photos[0].id, photos[1].id}));
    remove(photos[1]);  // the very photo that the position names
    remove(photos[2]);
    add_photo(noon + hours(1));
    auto between = add_photo(noon - hours(3) + seconds(1));
    EXPECT_EQ(turn(asked), (Ids{between.id, photos[3].id}));
    EXPECT_EQ(turn(asked), (Ids{photos[4].id, photos[5].id}));
    EXPECT_FALSE(asked.after);
}

TEST_P(GalleryContract, ShowsPhotosWholeWithFacesButNoCodes) {
    auto photo = add_photo(), bare = add_photo(noon - hours(1));
    std::vector<Face> faces{some_face(photo.id), some_face(photo.id)};
    make_failed(bare);
    make_ready(photo, faces);
    auto page = storage->photos().list(query());
    ASSERT_EQ(page.items.size(), 2U);
    auto expected = photo;
    expected.details = full_details();
    expected.state = PhotoState::ready;
    expected.ready_at = noon;
    EXPECT_EQ(page.items[0].photo, expected);
    for (auto& face : faces) face.code.clear();
    auto shown = page.items[0].faces;
    auto by_id = [](const Face& a, const Face& b) { return a.id < b.id; };
    std::sort(faces.begin(), faces.end(), by_id);
    std::sort(shown.begin(), shown.end(), by_id);
    EXPECT_EQ(shown, faces);
    EXPECT_EQ(page.items[1].photo.failure, "The file is broken.");
}

TEST_P(GalleryContract, FiltersByStateAndModeration) {
    auto failed = add_photo(noon - hours(2)), ready = add_photo(noon - hours(1)), waiting = add_photo(noon);
    make_failed(failed);
    make_ready(ready);
    storage->photos().moderate(event.id, {ready.id}, Moderation::hidden, noon);
    auto pending = some_photo(noon + hours(1));
    pending.moderation = Moderation::pending;
    add(pending);

    struct Case {
        std::optional<PhotoState> state;
        std::optional<Moderation> moderation;
        Ids shown;
    };
    const std::vector<Case> cases{{{}, {}, {pending.id, waiting.id, ready.id, failed.id}},
                                  {PhotoState::processing, {}, {pending.id, waiting.id}},
                                  {PhotoState::ready, {}, {ready.id}},
                                  {PhotoState::failed, {}, {failed.id}},
                                  {{}, Moderation::approved, {waiting.id, failed.id}},
                                  {{}, Moderation::pending, {pending.id}},
                                  {{}, Moderation::hidden, {ready.id}},
                                  {PhotoState::processing, Moderation::approved, {waiting.id}},
                                  {PhotoState::failed, Moderation::hidden, {}}};
    for (std::size_t i = 0; i < cases.size(); ++i)
        for (auto sort : {PhotoSort::taken_at, PhotoSort::created_at}) {
            auto asked = query();
            asked.sort = sort;
            asked.state = cases[i].state;
            asked.moderation = cases[i].moderation;
            EXPECT_EQ(list(asked), cases[i].shown) << i;
        }
}

TEST_P(GalleryContract, ShowsAGuestWhatIsReadyAndApprovedAndTheirOwn) {
    auto mine = some_photo(noon), hosts = some_photo(noon - hours(1)), others = some_photo(noon - hours(2)),
         hidden = some_photo(noon - hours(3));
    mine.moderation = Moderation::pending;
    hosts.uploader.kind = Uploader::Kind::account;  // by chance of the same id
    others.uploader.id = hidden.uploader.id = "alan";
    hidden.moderation = Moderation::hidden;
    for (const auto* photo : {&others, &hidden, &hosts, &mine}) add(*photo);
    auto asked = query();
    asked.visible_to = mine.uploader;
    EXPECT_EQ(list(asked), Ids{mine.id});
    make_ready(hidden);
    make_ready(others);
    make_failed(hosts);
    EXPECT_EQ(list(asked), (Ids{mine.id, others.id}));
    make_failed(mine);
    EXPECT_EQ(list(asked), (Ids{mine.id, others.id}));
}

TEST_P(GalleryContract, FiltersByUploaderAndTime) {
    auto early = some_photo(noon), late = some_photo(noon + hours(2));
    late.uploader.id = "alan";
    add(early);
    add(late);
    auto asked = query();
    asked.uploader = "alan";
    EXPECT_EQ(list(asked), Ids{late.id});
    asked.uploader = "al";
    EXPECT_TRUE(list(asked).empty());
    asked = query();
    asked.from = noon;
    asked.to = noon + hours(2);
    EXPECT_EQ(list(asked), Ids{early.id}) << "from is within, to is not";
    asked.from = noon + Milliseconds(1);
    asked.to.reset();
    EXPECT_EQ(list(asked), Ids{late.id});
}

TEST_P(GalleryContract, FiltersByFaces) {
    auto with = add_photo(noon - hours(1)), without = add_photo(noon);
    make_ready(with, {some_face(with.id)});
    auto asked = query();
    asked.has_faces = true;
    EXPECT_EQ(list(asked), Ids{with.id});
    asked.has_faces = false;
    EXPECT_EQ(list(asked), Ids{without.id});
}

TEST_P(GalleryContract, FindsWordsByTheirBeginning) {
    auto party = some_photo(), percent = some_photo(), slash = some_photo();
    party.file_name = "Party_01.JPG";
    party.uploader.name = "Grace Hopper";
    percent.file_name = "100%.jpg";
    percent.uploader.name = "O'Brien";
    slash.file_name = "a\\b.png";
    slash.uploader.name = "Zoë";
    for (const auto* photo : {&party, &percent, &slash}) make_tagged(add(*photo), {});
    auto waiting = some_photo();
    waiting.file_name = "party.jpg";
    add(waiting);
    const std::vector<std::pair<std::string, Ids>> cases{
        {"party", {party.id}},  {"PARTY_", {party.id}},  {".jp", sorted({party.id, percent.id})},
        {"hopper", {party.id}}, {"hop par", {party.id}}, {"hop 100", {}},
        {"arty", {}},           {"o'b", {percent.id}},   {"zoe", {slash.id}},
        {"ZOË", {slash.id}},    {"nothing", {}},         {"%", {}},
        {"' or 1=1 --", {}}};
    for (const auto& [text, shown] : cases) {
        auto asked = query();
        asked.text = text;
        EXPECT_EQ(sorted(list(asked)), shown) << text;
    }
}

TEST_P(GalleryContract, FindsWhatAPhotoShowsAndWhatTookIt) {
    auto dog = add_photo(noon - hours(2)), group = add_photo(noon - hours(1));
    add_photo(noon);
    make_tagged(dog, {"dog", "wine glass"});
    make_tagged(group, {"dog", "group"});
    const std::vector<std::pair<std::string, Ids>> cases{{"dog", {group.id, dog.id}},
                                                         {"glass", {dog.id}},
                                                         {"group canon", {group.id}},
                                                         {"rf 50mm", {group.id, dog.id}},
                                                         {"cat", {}}};
    for (const auto& [text, shown] : cases) {
        auto asked = query();
        asked.text = text;
        EXPECT_EQ(list(asked), shown) << text;
    }
    auto elsewhere = query();
    elsewhere.event = add_event().id;
    elsewhere.text = "dog";
    EXPECT_TRUE(list(elsewhere).empty());
}

TEST_P(GalleryContract, ShowsOnlyThoseThatItIsToChooseFrom) {
    const auto first = add_photo(noon - hours(2)), second = add_photo(noon - hours(1)),
               third = add_photo(noon);
    make_tagged(first, {"dog"});
    make_tagged(third, {"dog"});
    const auto chosen = [&](const Ids& among) {
        auto asked = query();
        asked.among = among;
        asked.tags = {"dog"};
        return list(asked);
    };
    EXPECT_EQ(chosen({first.id, second.id, third.id}), (Ids{third.id, first.id}));
    EXPECT_EQ(chosen({first.id, second.id, PhotoId("nobody")}), Ids{first.id});
    EXPECT_EQ(chosen({}), Ids{});
    auto elsewhere = query();
    elsewhere.event = add_event().id;
    elsewhere.among = Ids{first.id};
    EXPECT_EQ(list(elsewhere), Ids{});
}

TEST_P(GalleryContract, FindsTownsUnlessTheyAreASecret) {
    auto photo = add_photo();
    add_photo(noon);
    make_tagged(photo, {});
    auto by_word = query(), by_place = query(), elsewhere = query();
    by_word.text = "berl canon";
    by_place.place = "ERLI";
    elsewhere.place = "Lisbon";
    EXPECT_EQ(list(by_word), Ids{photo.id});
    EXPECT_EQ(list(by_place), Ids{photo.id});
    EXPECT_TRUE(list(elsewhere).empty());
    by_word.places_are_secret = true;
    EXPECT_TRUE(list(by_word).empty());
    by_word.text = "canon";
    EXPECT_EQ(list(by_word), Ids{photo.id});
}

TEST_P(GalleryContract, FollowsTheNameOfAGuest) {
    Guest guest{new_id<GuestId>(), event.id, "Grace", noon, {}};
    storage->guests().add(guest, event.organisation);
    auto photo = some_photo();
    photo.uploader = {Uploader::Kind::guest, guest.id.text(), guest.display_name};
    add(photo);
    make_tagged(photo, {"dog"});
    storage->guests().rename(event.id, guest.id, "Ada Lovelace");
    const std::vector<std::pair<std::string, Ids>> cases{
        {"grace", {}}, {"ada", {photo.id}}, {"ada dog", {photo.id}}};
    for (const auto& [text, shown] : cases) {
        auto asked = query();
        asked.text = text;
        EXPECT_EQ(list(asked), shown) << text;
    }
}

TEST_P(GalleryContract, FiltersByTags) {
    auto dog = add_photo(noon - hours(2)), group = add_photo(noon - hours(1));
    add_photo(noon);
    make_tagged(dog, {"dog"});
    make_tagged(group, {"dog", "group"});
    const std::vector<std::pair<std::vector<std::string>, Ids>> cases{
        {{"dog"}, {group.id, dog.id}}, {{"dog", "group"}, {group.id}}, {{"do"}, {}}, {{"' or 1=1 --"}, {}}};
    for (const auto& [tags, shown] : cases) {
        auto asked = query();
        asked.tags = tags;
        EXPECT_EQ(list(asked), shown) << tags.front();
    }
}

TEST_P(GalleryContract, ShowsTagsTheSurestFirst) {
    auto photo = add_photo();
    make_ready(photo);
    EXPECT_TRUE(storage->photos().list(query()).items[0].tags.empty());
    const std::vector<Tag> tags{
        {"cake", 0.875F, ModelId("m")}, {"dog", 0.875F, ModelId("m")}, {"group", 1, ModelId("rules")}};
    auto again = add_photo(noon + hours(1));
    ASSERT_TRUE(storage->jobs().finish(*storage->jobs().claim("worker", noon + hours(1)), again,
                                       {.tags = tags}, noon));
    const auto found = storage->photos().find(event.id, std::vector{again.id});
    EXPECT_EQ(found[0].tags, (std::vector{tags[2], tags[0], tags[1]}));
}

TEST_P(GalleryContract, CountsByWhatItCanBeFiltered) {
    auto dog = add_photo_of(some_uploader("me")), group = add_photo_of(some_uploader("me"));
    auto hidden = add_photo_of(some_uploader("other")), deleted = add_photo(noon);
    add_photo(noon);
    make_tagged(dog, {"dog"});
    make_tagged(group, {"dog", "group"});
    make_tagged(hidden, {"dog", "cake"});
    make_tagged(deleted, {"dog"});
    remove(deleted);
    storage->photos().moderate(event.id, {group.id, hidden.id}, Moderation::hidden, noon);
    const auto all = storage->photos().facets(event.id, std::nullopt);
    EXPECT_EQ(all.tags, (std::vector<Facet>{{"dog", 3}, {"cake", 1}, {"group", 1}}));
    EXPECT_EQ(all.cameras, (std::vector<Facet>{{"EOS R5", 3}}));
    EXPECT_EQ(all.places, (std::vector<Facet>{{"Berlin", 3}}));
    EXPECT_EQ(storage->photos().facets(event.id, some_uploader("me")).tags,
              (std::vector<Facet>{{"dog", 2}, {"group", 1}}));
    EXPECT_EQ(storage->photos().facets(event.id, some_uploader("other")).tags,
              (std::vector<Facet>{{"dog", 2}, {"cake", 1}}));
    EXPECT_TRUE(storage->photos().facets(add_event().id, std::nullopt).tags.empty());
}

TEST_P(GalleryContract, FiltersByCamera) {
    auto photo = add_photo(), unknown = add_photo(noon + hours(1));
    make_ready(photo);
    for (const auto* part : {"canon", "EOS r5", "R5"}) {
        auto asked = query();
        asked.camera = part;
        EXPECT_EQ(list(asked), Ids{photo.id}) << part;
    }
    auto asked = query();
    asked.camera = "RF 50mm";
    EXPECT_TRUE(list(asked).empty()) << "a lens is no camera";
}

TEST_P(GalleryContract, ShowsDeletedPhotosThatCanBeRestored) {
    auto live = add_photo(), deleted = add_photo(noon - hours(1)), replaced = add_photo(noon - hours(2));
    remove(deleted);
    remove(replaced);
    auto again = some_photo(noon - hours(3));
    again.digest = replaced.digest;
    add(again);
    EXPECT_EQ(list(query()), (Ids{live.id, again.id}));
    auto asked = query();
    asked.deleted = true;
    EXPECT_EQ(list(asked), Ids{deleted.id});
    asked.sort = PhotoSort::created_at;
    EXPECT_EQ(list(asked), Ids{deleted.id});
}

}  // namespace
}  // namespace snapory
