#include "domain/taken_time.hpp"

#include <gtest/gtest.h>

namespace snapory {
namespace {

using namespace std::chrono_literals;

constexpr TimePoint noon{std::chrono::seconds(1'781'956'800)};

TEST(ToldTime, IsOfTheBestWitness) {
    const TakenTime with_zone{noon, 120min, TakenSource::exif};
    const TakenTime on_the_wall{noon + 2h, std::nullopt, TakenSource::exif};
    const TakenTime by_satellites{noon + 10min, 0min, TakenSource::gps};
    struct Case {
        const char* name;
        std::optional<TakenTime> clock;
        std::optional<TimePoint> satellites;
        std::optional<TakenTime> told;
    };
    const Case table[] = {
        {"nobody", std::nullopt, std::nullopt, std::nullopt},
        {"a clock with its zone", with_zone, std::nullopt, with_zone},
        {"the same beside satellites", with_zone, noon + 10min, with_zone},
        {"satellites beside a clock without", on_the_wall, noon + 10min, by_satellites},
        {"satellites alone", std::nullopt, noon + 10min, by_satellites},
        {"a clock without zone alone", on_the_wall, std::nullopt, on_the_wall},
    };
    for (const auto& row : table) EXPECT_EQ(told_time(row.clock, row.satellites), row.told) << row.name;
}

TEST(ReceivedTime, IsTheDateOfTheFileUnlessItLiesInTheFuture) {
    EXPECT_EQ(received_time(noon - 1h, noon).at, noon - 1h);
    EXPECT_EQ(received_time(noon - 1h, noon).source, TakenSource::file);
    EXPECT_EQ(received_time(noon + 1h, noon).at, noon);
    EXPECT_EQ(received_time(noon + 1h, noon).source, TakenSource::arrival);
    EXPECT_EQ(received_time(std::nullopt, noon).source, TakenSource::arrival);
}

TEST(Plausibility, EndsBeforeDigitalPhotosAndADayFromNow) {
    EXPECT_TRUE(is_plausible(noon, noon));
    EXPECT_TRUE(is_plausible(noon + 24h, noon));
    EXPECT_FALSE(is_plausible(noon + 24h + 1ms, noon));
    EXPECT_FALSE(is_plausible(TimePoint(), noon));
    EXPECT_FALSE(is_plausible(TimePoint::max(), noon));
}

}  // namespace
}  // namespace snapory
