#include "application/events/revoke_guest.hpp"

#include <gtest/gtest.h>

#include "application/accounts/identify_caller.hpp"
#include "infrastructure/memory/scene.hpp"

namespace snapory {
namespace {

struct RevokeGuestTest : testing::Test, MemoryScene {
    RevokeGuest revoke_guest{events, guests, clock};
    IdentifyCaller identify{accounts, guests, tokens, clock};

    bool knows(const EventGuest& who) { return identify(GuestClaims{who.guest, who.event}).has_value(); }
};

TEST_F(RevokeGuestTest, WhoseAccessEndedIsNobodyAnyMore) {
    ASSERT_TRUE(knows(guest));
    ASSERT_TRUE(revoke_guest(host, event.id, guest.guest));
    EXPECT_FALSE(knows(guest));
    EXPECT_TRUE(knows(other_guest));
    EXPECT_TRUE(revoke_guest(host, event.id, guest.guest)) << "a second time is no error";
}

TEST_F(RevokeGuestTest, GuestsOfOtherEventsAreNotFound) {
    EXPECT_EQ(revoke_guest(host, event.id, outsider.guest).error().code, Errc::not_found);
    EXPECT_TRUE(knows(outsider));
}

TEST_F(RevokeGuestTest, OnlyHostsMay) {
    for (const auto& [name, caller] : everybody()) {
        if (name == "host") continue;
        EXPECT_FALSE(revoke_guest(caller, event.id, guest.guest)) << name;
    }
    EXPECT_TRUE(knows(guest));
}

}  // namespace
}  // namespace snapory
