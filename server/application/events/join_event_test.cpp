#include "application/events/join_event.hpp"

#include <gtest/gtest.h>

#include "application/events/list_guests.hpp"
#include "application/events/name_guest.hpp"
#include "application/events/read_invitation.hpp"
#include "infrastructure/memory/scene.hpp"

namespace snapory {
namespace {

using namespace std::chrono_literals;

struct JoinEventTest : testing::Test, MemoryScene {
    JoinEvent join_event{events, guests, passwords, tokens, rate_limits, randomness, clock};
    ReadInvitation invitation{events, photos, blobs, clock};

    Result<Joined> join_with(const std::string& pin) { return join_event({event.code.text(), pin, "Grace"}); }
};

TEST_F(JoinEventTest, GivesATokenToWhoKnowsTheCode) {
    auto joined =
        join_event({" " + event.code.text().substr(0, 5) + "-" + event.code.text().substr(5), "", " Grace "});
    ASSERT_TRUE(joined);
    EXPECT_EQ(joined->guest.display_name, "Grace");
    EXPECT_EQ(tokens.verify(joined->token, clock.now()), Claims(GuestClaims{joined->guest.id, event.id}));
    EXPECT_TRUE(guests.find(event.id, joined->guest.id));
}

TEST_F(JoinEventTest, KnowsNoOtherEvents) {
    event.state = EventState::draft;
    change_event();
    auto draft = join_with("");
    ASSERT_FALSE(draft);
    EXPECT_EQ(draft.error().code, Errc::not_found);
    for (const auto* code : {"", "K7M2P9Q4XW", "nonsense!"})
        EXPECT_EQ(join_event({code, "", ""}).error(), draft.error()) << code;
    EXPECT_EQ(invitation(event.code.text()).error(), invitation("K7M2P9Q4XW").error());
}

TEST_F(JoinEventTest, AsksForThePin) {
    event.pin_hash = passwords.hash("1234");
    change_event();
    for (const auto* pin : {"", "4321", "12345"}) {
        auto joined = join_with(pin);
        ASSERT_FALSE(joined);
        EXPECT_EQ(joined.error().code, Errc::forbidden);
        EXPECT_EQ(joined.error().field, "pin");
    }
    EXPECT_TRUE(join_with("1234"));
}

TEST_F(JoinEventTest, PinIsNotGuessedQuickly) {
    event.pin_hash = passwords.hash("1234");
    change_event();
    for (int i = 0; i < 600; ++i) EXPECT_FALSE(join_with("4321"));
    EXPECT_EQ(join_with("1234").error().code, Errc::too_many_requests);
    clock.advance(10min);
    EXPECT_TRUE(join_with("1234"));
}

TEST_F(JoinEventTest, NameIsOneLine) {
    EXPECT_EQ(join_event({event.code.text(), "", "a\nb"}).error().field, "displayName");
    EXPECT_EQ(join_event({event.code.text(), "", std::string(81, 'x')}).error().field, "displayName");
}

TEST_F(JoinEventTest, InvitationShowsTheNewestPhotosThatGuestsSee) {
    add_ready_photo(guest, "a");
    clock.advance(1s);
    auto newest = add_ready_photo(guest, "b");
    auto hidden = add_ready_photo(guest, "c");
    photos.moderate(event.id, {hidden.id}, Moderation::hidden, clock.now());
    add_photo(guest, "d");

    auto face = invitation(event.code.text(), 1).value();
    ASSERT_EQ(face.photos.size(), 1U);
    EXPECT_EQ(face.photos[0].photo.id, newest.id);
    EXPECT_TRUE(face.photos[0].urls.preview);
    EXPECT_EQ(face.photo_count, 2U);
    EXPECT_EQ(face.face_codes_expire_at, event.faces_expire_at());
    EXPECT_TRUE(invitation(event.code.text(), 0)->photos.empty());
}

TEST_F(JoinEventTest, InvitationShowsNoPhotoBehindAPinOrACurtain) {
    add_ready_photo(guest, "a");
    auto shows_nothing = [&] {
        auto face = invitation(event.code.text(), 5).value();
        return face.photos.empty() && !face.photo_count;
    };
    EXPECT_FALSE(shows_nothing());
    event.pin_hash = passwords.hash("1234");
    change_event();
    EXPECT_TRUE(shows_nothing());
    event.pin_hash.clear();
    event.settings.guest_view = false;
    change_event();
    EXPECT_TRUE(shows_nothing());
    event.settings.guest_view = true;
    event.state = EventState::archived;
    change_event();
    EXPECT_TRUE(shows_nothing());
}

TEST_F(JoinEventTest, GuestsNameThemselvesAndTheirPhotos) {
    NameGuest name(events, guests, clock);
    auto photo = add_ready_photo(guest, "a");
    EXPECT_EQ(name(guest, event.id, " Grace H. ")->display_name, "Grace H.");
    EXPECT_EQ(photos.find(event.id, photo.id)->uploader.name, "Grace H.");
    EXPECT_EQ(name(guest, event.id, "")->display_name, "");
    EXPECT_EQ(name(guest, event.id, "a\tb").error().field, "displayName");
    EXPECT_EQ(name(host, event.id, "Ada").error().code, Errc::forbidden);
    EXPECT_EQ(name(outsider, event.id, "x").error().code, Errc::not_found);
    EXPECT_EQ(name(Anonymous(), event.id, "x").error().code, Errc::unauthenticated);
}

TEST_F(JoinEventTest, GuestsAreListedToHosts) {
    ListGuests list(events, guests, clock);
    EXPECT_EQ(list(host, event.id, 10)->size(), 2U);
    EXPECT_EQ(list(host, event.id, 1)->size(), 1U);
    EXPECT_EQ(list(guest, event.id, 10).error().code, Errc::forbidden);
    EXPECT_EQ(list(photographer, event.id, 10).error().code, Errc::forbidden);
    EXPECT_EQ(list(stranger, event.id, 10).error().code, Errc::not_found);
}

}  // namespace
}  // namespace snapory
