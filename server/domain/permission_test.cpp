#include "domain/permission.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

namespace snapory {
namespace {

using namespace std::chrono_literals;

const TimePoint noon{std::chrono::seconds(1'781'956'800)};

Event an_event() {
    Event event;
    event.id = EventId("event");
    event.organisation = OrganisationId("organisation");
    event.settings.face_search = true;
    return event;
}

SignedIn member(Role role, const char* organisation = "organisation") {
    return {AccountId("account"), "Ada", false, {{OrganisationId(organisation), "Ada", role}}, {}};
}

const Caller nobody = Anonymous();
const Caller owner = member(Role::owner);
const Caller admin = member(Role::admin);
const Caller photographer = member(Role::photographer);
const Caller stranger = member(Role::owner, "another");
const Caller guest = EventGuest{GuestId("guest"), EventId("event"), "Grace"};
const Caller outsider = EventGuest{GuestId("guest"), EventId("another"), "Mallory"};

Photo a_photo() {
    Photo photo;
    photo.event = EventId("event");
    photo.uploader = {Uploader::Kind::guest, "somebody", "Alan"};
    photo.state = PhotoState::ready;
    return photo;
}

constexpr Action all_actions[] = {Action::see_event,       Action::see_gallery,      Action::add_photos,
                                  Action::download_photos, Action::search_by_selfie, Action::manage_photos,
                                  Action::manage_event};

// One letter an action, in the order above: y yes, f forbidden, n not found, u unauthenticated, o face search
// off.
std::string answers(const Caller& caller, const Event& event) {
    std::string letters;
    for (auto action : all_actions) {
        auto error = refusal(caller, action, event, noon);
        letters += !error                                 ? 'y'
                   : error->code == Errc::forbidden       ? 'f'
                   : error->code == Errc::not_found       ? 'n'
                   : error->code == Errc::unauthenticated ? 'u'
                   : error->code == Errc::face_search_off ? 'o'
                                                          : '?';
    }
    return letters;
}

TEST(Permission, IsByRole) {
    EXPECT_EQ(answers(nobody, an_event()), "uuuuuuu");
    EXPECT_EQ(answers(owner, an_event()), "yyyyyyy");
    EXPECT_EQ(answers(admin, an_event()), "yyyyyyy");
    EXPECT_EQ(answers(photographer, an_event()), "yyyyfff");
    EXPECT_EQ(answers(stranger, an_event()), "nnnnnnn");
    EXPECT_EQ(answers(guest, an_event()), "yyyyyff");
    EXPECT_EQ(answers(outsider, an_event()), "nnnnnnn");
}

TEST(Permission, OfGuestsFollowsTheEvent) {
    struct Case {
        const char* name;
        std::function<void(Event&)> change;
        const char* answers;
    };
    const std::vector<Case> table{
        {"draft", [](Event& event) { event.state = EventState::draft; }, "nnnnnnn"},
        {"closed", [](Event& event) { event.state = EventState::closed; }, "yyyyyff"},
        {"archived", [](Event& event) { event.state = EventState::archived; }, "yfyfoff"},
        {"deleted", [](Event& event) { event.state = EventState::deleted; }, "nnnnnnn"},
        {"no upload", [](Event& event) { event.settings.guest_upload = false; }, "yyfyyff"},
        {"a drop box", [](Event& event) { event.settings.guest_view = false; }, "yfyfoff"},
        {"not yet revealed", [](Event& event) { event.settings.reveal_at = noon + 1ms; }, "yfyfoff"},
        {"revealed", [](Event& event) { event.settings.reveal_at = noon; }, "yyyyyff"},
        {"no download", [](Event& event) { event.settings.guest_download = false; }, "yyyfyff"},
        {"no face search", [](Event& event) { event.settings.face_search = false; }, "yyyyoff"},
    };
    for (const auto& row : table) {
        auto event = an_event();
        row.change(event);
        EXPECT_EQ(answers(guest, event), row.answers) << row.name;
    }
}

TEST(Permission, OfHostsEndsWithTheEvent) {
    auto event = an_event();
    event.state = EventState::draft;
    EXPECT_EQ(answers(owner, event), "yyyyyyy");
    event.state = EventState::deleted;
    EXPECT_EQ(answers(owner, event), "nnnnnnn");
}

TEST(Permission, StrangersAreToldTheSameAsOfWhatDoesNotExist) {
    EXPECT_EQ(refusal(stranger, Action::see_event, an_event(), noon),
              refusal(stranger, Action::see_event, Event(), noon));
    EXPECT_EQ(refusal(outsider, Action::see_event, an_event(), noon),
              refusal(outsider, Action::see_event, Event(), noon));
}

TEST(Permission, NeedsAnAccountWhereOneIsAsked) {
    EXPECT_EQ(signed_in(nobody).error().code, Errc::unauthenticated);
    EXPECT_EQ(signed_in(guest).error().code, Errc::forbidden);
    EXPECT_EQ(signed_in(owner)->account, AccountId("account"));
}

TEST(Permission, OwnPhotosAreTheUploaders) {
    auto photo = a_photo();
    EXPECT_FALSE(is_own(guest, photo));
    photo.uploader = uploader_of(guest);
    EXPECT_TRUE(is_own(guest, photo));
    photo.uploader.kind = Uploader::Kind::account;
    EXPECT_FALSE(is_own(guest, photo));
    photo.uploader = {};
    EXPECT_FALSE(is_own(nobody, photo));
}

TEST(Permission, GuestsSeeWhatIsReadyAndApprovedAndTheirOwn) {
    for (auto state : {PhotoState::processing, PhotoState::ready, PhotoState::failed})
        for (auto moderation : {Moderation::approved, Moderation::pending, Moderation::hidden}) {
            auto photo = a_photo();
            photo.state = state;
            photo.moderation = moderation;
            bool shown = state == PhotoState::ready && moderation == Moderation::approved;
            EXPECT_EQ(may_see(guest, photo, an_event(), noon), shown);
            for (const auto& host : {owner, admin, photographer})
                EXPECT_TRUE(may_see(host, photo, an_event(), noon));
            for (const auto& other : {nobody, stranger, outsider})
                EXPECT_FALSE(may_see(other, photo, an_event(), noon));
            photo.uploader = uploader_of(guest);
            EXPECT_TRUE(may_see(guest, photo, an_event(), noon));
        }
}

TEST(Permission, GuestsSeeOnlyTheirOwnWhileTheGalleryIsOff) {
    auto event = an_event();
    event.settings.guest_view = false;
    auto photo = a_photo();
    EXPECT_FALSE(may_see(guest, photo, event, noon));
    EXPECT_TRUE(may_see(owner, photo, event, noon));
    photo.uploader = uploader_of(guest);
    EXPECT_TRUE(may_see(guest, photo, event, noon));
}

TEST(Permission, PhotosOfAnotherEventAreNotSeen) {
    auto photo = a_photo();
    photo.event = EventId("another");
    EXPECT_FALSE(may_see(owner, photo, an_event(), noon));
}

TEST(Permission, OriginalsThatTellAPlaceStayWithHostsUnlessItIsShared) {
    auto event = an_event();
    auto photo = a_photo();
    auto original = [&](const Caller& caller) {
        return !refusal(caller, Variant::original, photo, event, noon);
    };
    EXPECT_FALSE(original(guest)) << "not processed: it may tell anything";
    photo.details.emplace();
    EXPECT_TRUE(original(guest));
    photo.details->capture.place = Coordinates{1, 2, {}};
    EXPECT_FALSE(original(guest));
    EXPECT_TRUE(original(owner));
    EXPECT_TRUE(original(photographer));
    EXPECT_FALSE(refusal(guest, Variant::preview, photo, event, noon));
    event.settings.location = LocationSharing::city;
    EXPECT_FALSE(original(guest));
    event.settings.location = LocationSharing::exact;
    EXPECT_TRUE(original(guest));
    event.settings.guest_download = false;
    EXPECT_FALSE(original(guest));
    photo.uploader = uploader_of(guest);
    EXPECT_TRUE(original(guest)) << "their own";
}

// One letter for each holder of a link: guest, uploader, host.
std::string opens(const Photo& photo, const Event& event) {
    std::string letters;
    for (auto holder : {LinkHolder::guest, LinkHolder::uploader, LinkHolder::host})
        letters +=
            may_open(holder, Variant::preview, photo, event, noon) ? std::string(text(holder)).front() : '-';
    return letters;
}

TEST(Permission, LinksOpenWhatTheirHolderMayHave) {
    auto event = an_event();
    auto photo = a_photo();
    EXPECT_EQ(opens(photo, event), "guh");
    photo.moderation = Moderation::hidden;
    EXPECT_EQ(opens(photo, event), "-uh");
    photo.deleted_at = noon;
    EXPECT_EQ(opens(photo, event), "--h");
    photo = a_photo();
    event.settings.guest_view = false;
    EXPECT_EQ(opens(photo, event), "-uh");
    event.state = EventState::draft;
    EXPECT_EQ(opens(photo, event), "--h");
    event.state = EventState::deleted;
    EXPECT_EQ(opens(photo, event), "---");
}

TEST(Permission, LinksAreForAsManyAsMayHaveTheFile) {
    auto event = an_event();
    auto photo = a_photo();
    const Caller own = EventGuest{GuestId(photo.uploader.id), event.id, ""};
    auto holder = [&](const Caller& caller, Variant variant) {
        return link_holder(caller, variant, photo, event, noon);
    };
    EXPECT_EQ(holder(owner, Variant::preview), LinkHolder::host);
    EXPECT_EQ(holder(guest, Variant::preview), LinkHolder::guest);
    EXPECT_EQ(holder(own, Variant::preview), LinkHolder::guest);
    EXPECT_EQ(holder(own, Variant::original), LinkHolder::uploader) << "others may not have it";
}

TEST(Permission, PlacesAndFailuresAreTakenOutForGuests) {
    auto event = an_event();
    auto photo = a_photo();
    photo.failure = "broken";
    photo.details.emplace();
    photo.details->capture.place = Coordinates{1, 2, {}};
    photo.details->place = Place{"Lisbon", "PT"};
    EXPECT_EQ(as_seen(photo, owner, event, noon).failure, "broken");
    EXPECT_TRUE(as_seen(photo, owner, event, noon).details->capture.place);
    EXPECT_TRUE(as_seen(photo, owner, event, noon).details->place);
    for (const auto& other : {guest, photographer}) {
        EXPECT_EQ(as_seen(photo, other, event, noon).failure, "");
        EXPECT_FALSE(as_seen(photo, other, event, noon).details->capture.place);
        EXPECT_FALSE(as_seen(photo, other, event, noon).details->place);
    }
    event.settings.location = LocationSharing::city;
    EXPECT_FALSE(as_seen(photo, guest, event, noon).details->capture.place);
    EXPECT_TRUE(as_seen(photo, guest, event, noon).details->place);
    event.settings.location = LocationSharing::exact;
    EXPECT_TRUE(as_seen(photo, guest, event, noon).details->capture.place);
    photo.uploader = uploader_of(guest);
    EXPECT_EQ(as_seen(photo, guest, event, noon).failure, "broken");
}

TEST(Permission, PhotosOfGuestsWaitWhereTheHostApproves) {
    auto event = an_event();
    EXPECT_EQ(first_moderation(event, uploader_of(guest)), Moderation::approved);
    event.settings.approval = Approval::host;
    EXPECT_EQ(first_moderation(event, uploader_of(guest)), Moderation::pending);
    EXPECT_EQ(first_moderation(event, uploader_of(photographer)), Moderation::approved);
}

}  // namespace
}  // namespace snapory
