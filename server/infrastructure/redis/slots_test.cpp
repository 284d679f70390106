#include "infrastructure/redis/slots.hpp"

#include <gtest/gtest.h>

namespace snapory {
namespace {

// As CLUSTER KEYSLOT says.
TEST(SlotOfKey, IsWhereRedisLooksForTheKey) {
    struct Row {
        std::string_view key;
        std::uint16_t slot;
    };
    for (const auto& [key, slot] : {Row{"", 0}, Row{"123456789", 12739}, Row{"foo", 12182}, Row{"bar", 5061}})
        EXPECT_EQ(slot_of_key(key), slot) << key;
}

TEST(SlotOfKey, IsDecidedByTheTagAlone) {
    EXPECT_EQ(slot_of_key("a{foo}b"), slot_of_key("foo"));
    EXPECT_EQ(slot_of_key("{foo}{bar}"), slot_of_key("foo"));
    EXPECT_EQ(slot_of_key("foo{{bar}}"), slot_of_key("{bar"));
    EXPECT_NE(slot_of_key("foo{}{bar}"), slot_of_key("bar"));
    EXPECT_NE(slot_of_key("foo{bar"), slot_of_key("bar"));
}

}  // namespace
}  // namespace snapory
