#include "domain/event.hpp"

#include <gtest/gtest.h>

#include <array>

namespace snapory {
namespace {

using namespace std::chrono_literals;

const TimePoint noon{std::chrono::seconds(1'781'956'800)};

Event event_in(EventState state) {
    Event event;
    event.state = state;
    event.created_at = noon;
    return event;
}

TEST(Event, TakesPhotosOnlyWhileItIsOpen) {
    EXPECT_FALSE(event_in(EventState::open).refuses_photos());
    for (auto state : {EventState::draft, EventState::closed, EventState::archived, EventState::deleted})
        EXPECT_EQ(event_in(state).refuses_photos()->code, Errc::event_closed);
}

TEST(Event, ShowsItsGalleryWhileOpenOrClosedAndRevealed) {
    EXPECT_TRUE(event_in(EventState::open).shows_gallery(noon));
    EXPECT_TRUE(event_in(EventState::closed).shows_gallery(noon));
    for (auto state : {EventState::draft, EventState::archived, EventState::deleted})
        EXPECT_FALSE(event_in(state).shows_gallery(noon));

    auto box = event_in(EventState::open);
    box.settings.guest_view = false;
    EXPECT_FALSE(box.shows_gallery(noon));

    auto later = event_in(EventState::open);
    later.settings.reveal_at = noon + 1h;
    EXPECT_FALSE(later.shows_gallery(noon));
    EXPECT_TRUE(later.shows_gallery(noon + 1h));
}

TEST(Event, FaceCodesExpireThirtyDaysAfterItsEnd) {
    auto event = event_in(EventState::open);
    EXPECT_EQ(event.faces_expire_at(), noon + 24h * 30);
    event.ends_at = noon + 48h;
    EXPECT_EQ(event.faces_expire_at(), noon + 48h + 24h * 30);
}

TEST(Event, NeverBecomesADraftAgainNorComesBackFromDeletion) {
    constexpr std::array states{EventState::draft, EventState::open, EventState::closed, EventState::archived,
                                EventState::deleted};
    // a row a state, a column what it may become
    constexpr bool may[5][5] = {{true, true, true, true, false},
                                {false, true, true, true, false},
                                {false, true, true, true, false},
                                {false, true, true, true, false},
                                {false, false, false, false, true}};
    for (std::size_t from = 0; from < states.size(); ++from)
        for (std::size_t to = 0; to < states.size(); ++to)
            EXPECT_EQ(may_become(states[from], states[to]), may[from][to]) << from << " to " << to;
}

TEST(Event, TitleIsOneLineOfText) {
    EXPECT_EQ(parse_title("  Süß & neu  "), "Süß & neu");
    EXPECT_TRUE(parse_title(std::string(200, 'x')));
    for (const std::string& title : {std::string(), std::string("  "), std::string(201, 'x'),
                                     std::string("two\nlines"), std::string("\xC3\x28")})
        EXPECT_EQ(parse_title(title).error().field, "title") << title;
}

TEST(Event, PinHasFourToTwelveDigits) {
    EXPECT_TRUE(check_pin("0000"));
    EXPECT_TRUE(check_pin("123456789012"));
    for (const auto* pin : {"", "123", "1234567890123", "12a4", "12 4", "١٢٣٤"})
        EXPECT_EQ(check_pin(pin).error().field, "pin") << pin;
}

TEST(Event, DoesNotEndBeforeItStarts) {
    EXPECT_TRUE(check_dates(std::nullopt, std::nullopt));
    EXPECT_TRUE(check_dates(noon, std::nullopt));
    EXPECT_TRUE(check_dates(noon, noon));
    EXPECT_EQ(check_dates(noon, noon - 1ms).error().field, "endsAt");
}

}  // namespace
}  // namespace snapory
