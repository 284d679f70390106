#include "application/events/create_event.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <vector>

#include "infrastructure/memory/scene.hpp"

namespace snapory {
namespace {

using namespace std::chrono_literals;

struct CreateEventTest : testing::Test, MemoryScene {
    Limits limits;
    Result<Event> create(const Caller& caller, const EventChange& wanted) {
        return CreateEvent(events, passwords, time_zones, randomness, clock, limits)(caller, wanted);
    }
    static EventChange titled(std::string title) {
        EventChange wanted;
        wanted.title = std::move(title);
        return wanted;
    }
};

TEST_F(CreateEventTest, NeedsATitleOnly) {
    auto made = create(host, titled(" Ada & Charles "));
    ASSERT_TRUE(made);
    EXPECT_EQ(made->title, "Ada & Charles");
    EXPECT_EQ(made->state, EventState::open);
    EXPECT_EQ(made->organisation, organisation_of(host));
    EXPECT_EQ(made->settings, EventSettings());
    EXPECT_FALSE(made->settings.face_search);
    EXPECT_FALSE(made->has_pin());
    EXPECT_EQ(made->code.text().size(), event_code_length);
    EXPECT_TRUE(events.find(made->code));
}

TEST_F(CreateEventTest, TakesEverythingAtOnce) {
    auto wanted = titled("x");
    wanted.starts_at = clock.now();
    wanted.ends_at = clock.now() + 8h;
    wanted.time_zone = "Europe/Berlin";
    wanted.state = EventState::draft;
    wanted.pin = "1234";
    wanted.settings.face_search = true;
    wanted.settings.photos_per_guest = 7;
    auto made = create(host, wanted);
    ASSERT_TRUE(made);
    EXPECT_EQ(made->state, EventState::draft);
    EXPECT_EQ(made->time_zone, "Europe/Berlin");
    EXPECT_TRUE(passwords.fits("1234", made->pin_hash));
    EXPECT_TRUE(made->settings.face_search);
    EXPECT_EQ(made->settings.photos_per_guest, 7U);
}

TEST_F(CreateEventTest, NamesTheFieldThatIsWrong) {
    const std::vector<std::pair<std::function<void(EventChange&)>, std::string>> table{
        {[](auto& wanted) { wanted.title.reset(); }, "title"},
        {[](auto& wanted) { wanted.title = ""; }, "title"},
        {[](auto& wanted) { wanted.time_zone = "Mars/Base"; }, "timeZone"},
        {[](auto& wanted) { wanted.pin = "12"; }, "pin"},
        {[](auto& wanted) { wanted.state = EventState::closed; }, "state"},
        {[](auto& wanted) { wanted.state = EventState::deleted; }, "state"},
        {[&](auto& wanted) {
             wanted.starts_at = clock.now();
             wanted.ends_at = clock.now() - 1h;
         },
         "endsAt"},
    };
    for (const auto& [spoil, field] : table) {
        auto wanted = titled("x");
        spoil(wanted);
        auto made = create(host, wanted);
        ASSERT_FALSE(made) << field;
        EXPECT_EQ(made.error().code, Errc::invalid) << field;
        EXPECT_EQ(made.error().field, field);
    }
}

TEST_F(CreateEventTest, IsForThoseWhoMayManageEvents) {
    EXPECT_EQ(create(Anonymous(), titled("x")).error().code, Errc::unauthenticated);
    EXPECT_EQ(create(guest, titled("x")).error().code, Errc::forbidden);
    EXPECT_EQ(create(photographer, titled("x")).error().code, Errc::forbidden);
}

TEST_F(CreateEventTest, KeepsTheLimitOfTheOrganisation) {
    limits.events_per_organisation = 2;
    EXPECT_TRUE(create(host, titled("second")));
    EXPECT_EQ(create(host, titled("third")).error().code, Errc::quota_exceeded);
}

}  // namespace
}  // namespace snapory
