#include <gtest/gtest.h>

#include "adapters.hpp"

namespace snapory {
namespace {

class TimeZonesContract : public testing::TestWithParam<Adapter<TimeZones>> {
protected:
    std::unique_ptr<TimeZones> zones = GetParam().make();
    const TimePoint winter_noon =
        std::chrono::sys_days(std::chrono::January / 15 / 2026) + std::chrono::hours(12);
};
INSTANTIATE_TEST_SUITE_P(TimeZones, TimeZonesContract, testing::ValuesIn(time_zone_adapters()),
                         name_of_adapter<Adapter<TimeZones>>);

TEST_P(TimeZonesContract, KnowZonesByTheirIanaName) {
    EXPECT_TRUE(zones->knows("UTC"));
    EXPECT_TRUE(zones->knows("Europe/Berlin"));
    for (const auto* name : {"", "Nowhere/Atlantis", "../../etc/passwd", "/etc/passwd", "Europe"})
        EXPECT_FALSE(zones->knows(name)) << name;
}

TEST_P(TimeZonesContract, TurnWallClocksIntoMoments) {
    EXPECT_EQ(zones->to_utc(winter_noon, "Europe/Berlin"), winter_noon - std::chrono::hours(1));
    EXPECT_EQ(zones->to_utc(winter_noon, "UTC"), winter_noon);
    EXPECT_EQ(zones->to_utc(winter_noon, "Nowhere/Atlantis"), winter_noon);
}

}  // namespace
}  // namespace snapory
