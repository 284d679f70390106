#include "infrastructure/local/process_cache.hpp"

#include <gtest/gtest.h>

namespace snapory {
namespace {

TEST(ProcessCache, ForgetsWhatWasNotAskedForLongest) {
    ProcessCache cache(300);
    int made = 0;
    auto ask = [&](const std::string& key) {
        return cache.get(key, "1", [&] {
            ++made;
            return std::string(99, key.front());
        });
    };
    ask("a");
    ask("b");
    ask("c");
    ask("a");
    EXPECT_EQ(made, 3);
    ask("d");  // in place of b
    ask("a");
    ask("c");
    EXPECT_EQ(made, 4);
    ask("b");
    EXPECT_EQ(made, 5);
}

TEST(ProcessCache, GivesWhatIsTooLargeToKeep) {
    ProcessCache cache(10);
    for (int time = 0; time < 2; ++time)
        EXPECT_EQ(cache.get("key", "1", [] { return std::string(11, 'x'); }), std::string(11, 'x'));
    EXPECT_EQ(cache.get("other", "1", [] { return std::string("small"); }), "small");
}

TEST(ProcessCache, AVersionThatIsMadeLateTakesNobodysPlace) {
    ProcessCache cache(1000);
    auto old = cache.get("key", "1", [&] {
        EXPECT_EQ(cache.get("key", "2", [] { return std::string("new"); }), "new");
        return std::string("old");
    });
    EXPECT_EQ(old, "old");
    EXPECT_EQ(cache.get("key", "2", [] { return std::string("made again"); }), "new");
}

}  // namespace
}  // namespace snapory
