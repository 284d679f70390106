#include "infrastructure/security/sodium.hpp"

#include <gtest/gtest.h>

#include <set>
#include <thread>
#include <vector>

namespace snapory {
namespace {

TEST(SodiumPasswords, FitTheirOwnHashOnly) {
    auto passwords = make_sodium_passwords(1);
    auto hash = passwords->hash("correct horse battery");
    EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$")) << hash;
    EXPECT_TRUE(passwords->fits("correct horse battery", hash));
    EXPECT_FALSE(passwords->fits("correct horse batterz", hash));
    EXPECT_FALSE(passwords->fits("", ""));
    EXPECT_FALSE(passwords->fits("nobody has this password", ""))
        << "the stand-in for unknown accounts fits nobody";
    EXPECT_FALSE(passwords->fits("x", "not a hash"));
    EXPECT_NE(hash, passwords->hash("correct horse battery")) << "salted";
}

TEST(SodiumPasswords, MoreCallersThanTurnsAllGetAnAnswer) {
    auto passwords = make_sodium_passwords(2);
    auto hash = passwords->hash("secret enough");
    std::vector<std::jthread> callers;
    callers.reserve(6);
    std::atomic<int> right{0};
    for (int i = 0; i < 6; ++i)
        callers.emplace_back([&] { right += passwords->fits("secret enough", hash) ? 1 : 0; });
    callers.clear();
    EXPECT_EQ(right, 6);
}

TEST(SodiumRandomness, NeverRepeatsAnId) {
    SodiumRandomness randomness;
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i) {
        auto id = randomness.next_id<PhotoId>(TimePoint(Milliseconds(1'760'000'000'000)));
        EXPECT_TRUE(is_uuid(id.text()));
        EXPECT_EQ(id.text()[14], '7');
        EXPECT_TRUE(seen.insert(id.text()).second);
        EXPECT_TRUE(seen.insert(randomness.next_code().text()).second);
        EXPECT_TRUE(seen.insert(randomness.next_token()).second);
    }
}

}  // namespace
}  // namespace snapory
