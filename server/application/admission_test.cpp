#include "application/admission.hpp"

#include <gtest/gtest.h>

#include "application/accounts/identify_caller.hpp"
#include "infrastructure/memory/scene.hpp"

namespace snapory {
namespace {

struct AdmissionTest : testing::Test, MemoryScene {
    Caller identified() {
        IdentifyCaller identify(accounts, guests, tokens, clock);
        return identify(GuestClaims{guest.guest, event.id}).value();
    }
    Result<Event> admitted(const Caller& caller, const EventId& id) {
        return admit(caller, Action::see_event, events, id, clock.now());
    }
};

TEST_F(AdmissionTest, TakesTheEventThatTheGuestWasIdentifiedWithForASecond) {
    auto caller = identified();
    event.title = "Renamed";
    change_event();
    clock.advance(Milliseconds(999));
    EXPECT_EQ(admitted(caller, event.id)->title, "Ada & Charles");
    clock.advance(Milliseconds(1));
    EXPECT_EQ(admitted(caller, event.id)->title, "Renamed") << "an upload may take hours";
    EXPECT_EQ(admitted(identified(), event.id)->title, "Renamed");
}

TEST_F(AdmissionTest, TakesItForNoOtherEvent) {
    EXPECT_EQ(admitted(identified(), other_event.id).error().code, Errc::not_found);
}

}  // namespace
}  // namespace snapory
