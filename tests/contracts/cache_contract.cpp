#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "adapters.hpp"
#include "application/ports/unavailable.hpp"

namespace snapory {
namespace {

class CacheContract : public testing::TestWithParam<Adapter<Cache>> {
protected:
    std::string ask(const std::string& key, const std::string& version, const std::string& text = "text") {
        return cache->get(key, version, [&] {
            ++made;
            return text;
        });
    }

    std::unique_ptr<Cache> cache = GetParam().make();
    std::atomic<int> made = 0;
};
INSTANTIATE_TEST_SUITE_P(Cache, CacheContract, testing::ValuesIn(caches()), name_of_adapter<Adapter<Cache>>);

TEST_P(CacheContract, GivesWhatWasMadeForThisVersion) {
    EXPECT_EQ(ask("key", "1", "first"), "first");
    EXPECT_EQ(ask("key", "1", "second"), "first");
    EXPECT_EQ(made, 1);
}

TEST_P(CacheContract, MakesItAnewForAnotherVersion) {
    ask("key", "1", "old");
    EXPECT_EQ(ask("key", "2", "new"), "new");
    EXPECT_EQ(ask("key", "2"), "new");
    EXPECT_EQ(ask("key", "22", "newer"), "newer");
}

TEST_P(CacheContract, KeepsKeysApart) {
    EXPECT_EQ(ask("one", "1", "first"), "first");
    EXPECT_EQ(ask("other", "1", "second"), "second");
    EXPECT_EQ(ask("one", "1"), "first");
}

TEST_P(CacheContract, KeepsAnyBytes) {
    const std::string bytes("\0\r\n\xff$1", 6);
    ask("bytes", "1", bytes);
    EXPECT_EQ(ask("bytes", "1"), bytes);
    ask("nothing", "1", "");
    EXPECT_EQ(ask("nothing", "1"), "");
}

TEST_P(CacheContract, ThrowsWhatMakingThrowsAndKeepsNothing) {
    auto fail = []() -> std::string { throw Unavailable("the database is away"); };
    EXPECT_THROW(cache->get("key", "1", fail), Unavailable);
    EXPECT_EQ(ask("key", "1"), "text");
}

TEST_P(CacheContract, OfManyWhoAskAtOnceOneMakesIt) {
    constexpr int many = 8;
    std::atomic<int> asking = 0;
    auto make = [&] {
        while (asking < many) std::this_thread::yield();
        ++made;
        return std::string("text");
    };
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < many; ++i)
            threads.emplace_back([&] {
                ++asking;
                EXPECT_EQ(cache->get("key", "1", make), "text");
            });
    }
    EXPECT_EQ(made, 1);
}

}  // namespace
}  // namespace snapory
