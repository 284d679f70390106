#include "domain/uuid.hpp"

#include <gtest/gtest.h>

#include "domain/id.hpp"

namespace snapory {
namespace {

using namespace std::chrono_literals;

constexpr std::array<unsigned char, 10> zeros{};
constexpr std::array<unsigned char, 10> ones{0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF};

TEST(Uuid, HasTimeVersionAndVariantInTheirPlaces) {
    TimePoint time{Milliseconds(0x0123456789AB)};
    EXPECT_EQ(uuid_v7(time, zeros), "01234567-89ab-7000-8000-000000000000");
    EXPECT_EQ(uuid_v7(time, ones), "01234567-89ab-7fff-bfff-ffffffffffff");
}

TEST(Uuid, MadeLaterSortsLater) {
    TimePoint time{Milliseconds(1'781'956'800'000)};
    EXPECT_LT(uuid_v7(time, ones), uuid_v7(time + 1ms, zeros));
}

TEST(Uuid, IsReadInItsCanonicalFormOnly) {
    EXPECT_TRUE(is_uuid("01234567-89ab-7000-8000-000000000000"));
    for (const auto* text : {"", "01234567-89AB-7000-8000-000000000000", "0123456789ab70008000000000000000",
                             "01234567-89ab-7000-8000-00000000000", "01234567-89ab-7000-8000-0000000000000",
                             "01234567-89ab-7000-8000-00000000000g", "01234567/89ab-7000-8000-000000000000",
                             "../../../../../../../../../etc/passwd"})
        EXPECT_FALSE(is_uuid(text)) << text;
    EXPECT_FALSE(parse_id<PhotoId>("1"));
}

}  // namespace
}  // namespace snapory
