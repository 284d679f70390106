#include "infrastructure/images/capture_time.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace snapory {
namespace {

using namespace std::chrono;
using namespace std::chrono_literals;

TimePoint utc(year_month_day day, Milliseconds time) { return sys_days{day} + time; }

constexpr auto may_17 = 2024y / May / 17;
const std::string may_17_at_18 = "2024:05:17 18:03:22";

TEST(TakenTime, IsTheWallClockWithItsOffset) {
    struct Row {
        CaptureClock clock;
        Milliseconds time;  // of that day, in UTC
        std::optional<minutes> offset;
    };
    const std::vector<Row> table{
        {{may_17_at_18, "", ""}, 18h + 3min + 22s, {}},
        {{may_17_at_18, "", "+02:00"}, 16h + 3min + 22s, 120min},
        {{may_17_at_18, "", "-05:30"}, 23h + 33min + 22s, -330min},
        {{may_17_at_18, "", "Z"}, 18h + 3min + 22s, 0min},
        {{may_17_at_18, "5", "Z"}, 18h + 3min + 22s + 500ms, 0min},
        {{may_17_at_18, "123456", ""}, 18h + 3min + 22s + 123ms, {}},
        {{may_17_at_18, "x", ""}, 18h + 3min + 22s, {}},
        {{may_17_at_18, "", "+15:00"}, 18h + 3min + 22s, {}},  // no place on earth
        {{may_17_at_18, "", "+2:00"}, 18h + 3min + 22s, {}},
        {{may_17_at_18, "", "   :  "}, 18h + 3min + 22s, {}},
        {{"2024-05-17T18:03:22", "", ""}, 18h + 3min + 22s, {}},
        {{"2024:05:17 00:00:60", "", ""}, 60s, {}},  // a leap second
    };
    for (const auto& [clock, time, offset] : table) {
        const TakenTime expected{utc(may_17, time), offset, TakenSource::exif};
        EXPECT_EQ(taken_time(clock), expected) << clock.wall << clock.subseconds << clock.offset;
    }
}

TEST(TakenTime, IsMissingWhenTheWallClockIsNonsense) {
    for (const char* wall :
         {"", "0000:00:00 00:00:00", "    :  :     :  :  ", "2024:02:30 10:00:00", "2024:13:01 10:00:00",
          "2024:05:17 24:00:00", "2024:05:17 10:60:00", "1899:05:17 10:00:00", "2101:01:01 00:00:00",
          "2024:05:17", "2024:05:17 10:00:0x", "-024:05:17 10:00:00", "2024:+5:17 10:00:00"})
        EXPECT_EQ(taken_time({wall, "", "+02:00"}), std::nullopt) << wall;
}

TEST(TakenTime, LearnsItsZoneFromTheSatellites) {
    const CaptureClock clock{may_17_at_18, "", ""};
    const TimePoint exact = utc(may_17, 16h + 3min + 20s);
    const auto offset_with = [&](TimePoint satellites) { return taken_time(clock, satellites)->utc_offset; };
    EXPECT_EQ(offset_with(exact), 120min);
    EXPECT_EQ(offset_with(exact + 3h), -60min);
    EXPECT_EQ(offset_with(exact + 30min), 90min);
    EXPECT_EQ(offset_with(exact + 10min), std::nullopt);  // an old fix tells nothing
    EXPECT_EQ(offset_with(exact + 48h), std::nullopt);
    EXPECT_EQ(taken_time(clock, exact)->at, utc(may_17, 16h + 3min + 22s));
    EXPECT_EQ(taken_time({may_17_at_18, "", "+03:00"}, exact)->utc_offset, 180min);  // said is said
}

TEST(TakenTime, ReadsIsoTimesInTheirParts) {
    const auto parts = clock_of_iso("2024-05-17T18:03:22.25+02:00");
    EXPECT_EQ(parts.wall, "2024-05-17T18:03:22");
    EXPECT_EQ(parts.subseconds, "25");
    EXPECT_EQ(parts.offset, "+02:00");
    EXPECT_EQ(clock_of_iso("2024-05-17T18:03:22Z").offset, "Z");
    EXPECT_EQ(clock_of_iso("2024-05-17T18:03:22.").subseconds, "");
    EXPECT_EQ(clock_of_iso("2024").wall, "2024");
    EXPECT_EQ(clock_of_iso("").wall, "");
}

}  // namespace
}  // namespace snapory
