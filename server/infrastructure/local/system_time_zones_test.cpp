#include "infrastructure/local/system_time_zones.hpp"

#include <gtest/gtest.h>

namespace snapory {
namespace {

using namespace std::chrono;

TimePoint at(int month, int day, int hour, int minute) {
    return sys_days{year{2026} / month / day} + hours{hour} + minutes{minute};
}

TEST(SystemTimeZones, TurnsWallClocksIntoMoments) {
    SystemTimeZones zones;
    if (!zones.knows("Europe/Berlin")) GTEST_SKIP() << "the system has no time zones";
    struct Row {
        const char* zone;
        TimePoint wall, utc;
    };
    for (const auto& [zone, wall, utc] : {
             Row{"Europe/Berlin", at(1, 10, 12, 0), at(1, 10, 11, 0)},
             Row{"Europe/Berlin", at(7, 10, 12, 0), at(7, 10, 10, 0)},
             Row{"Europe/Berlin", at(3, 29, 1, 59), at(3, 29, 0, 59)},
             Row{"Europe/Berlin", at(3, 29, 2, 30), at(3, 29, 1, 30)},  // skipped
             Row{"Europe/Berlin", at(3, 29, 3, 0), at(3, 29, 1, 0)},
             Row{"Europe/Berlin", at(10, 25, 2, 30), at(10, 25, 0, 30)},  // comes twice: the first
             Row{"Europe/Berlin", at(10, 25, 3, 0), at(10, 25, 2, 0)},
             Row{"America/New_York", at(7, 10, 12, 0), at(7, 10, 16, 0)},
             Row{"Asia/Kolkata", at(7, 10, 12, 0), at(7, 10, 6, 30)},
             Row{"UTC", at(7, 10, 12, 0), at(7, 10, 12, 0)},
             Row{"Nowhere/At_All", at(7, 10, 12, 0), at(7, 10, 12, 0)},
         })
        EXPECT_EQ(zones.to_utc(wall, zone), utc) << zone << " " << wall.time_since_epoch().count();
}

TEST(SystemTimeZones, KnowsNothingButZones) {
    SystemTimeZones zones;
    EXPECT_TRUE(zones.knows("UTC"));
    for (const auto* name :
         {"", "/etc/passwd", "../../../etc/passwd", "Europe", "tzdata.zi", "Europe/Berlin\n"})
        EXPECT_FALSE(zones.knows(name)) << name;
    EXPECT_FALSE(SystemTimeZones("/nowhere").knows("Europe/Berlin"));
    EXPECT_TRUE(SystemTimeZones("/nowhere").knows("UTC"));
}

}  // namespace
}  // namespace snapory
