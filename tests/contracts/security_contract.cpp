#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <set>
#include <thread>

#include "adapters.hpp"

namespace snapory {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr TimePoint noon{seconds(1'781'956'800)};

class TokensContract : public testing::TestWithParam<Adapter<Tokens>> {
protected:
    std::unique_ptr<Tokens> tokens = GetParam().make();
    const AccessClaims host{AccountId("0197a000-0000-7000-8000-000000000001"),
                            SessionId("0197a000-0000-7000-8000-000000000002")};
    const GuestClaims guest{GuestId("0197a000-0000-7000-8000-000000000003"),
                            EventId("0197a000-0000-7000-8000-000000000004")};
};
INSTANTIATE_TEST_SUITE_P(Tokens, TokensContract, testing::ValuesIn(token_adapters()),
                         name_of_adapter<Adapter<Tokens>>);

TEST_P(TokensContract, SayWhatWasIssuedUntilTheyExpire) {
    for (const auto& claims : {Claims(host), Claims(guest)}) {
        auto token = tokens->issue(claims, noon, noon + access_lifetime);
        EXPECT_EQ(tokens->verify(token, noon), claims);
        EXPECT_EQ(tokens->verify(token, noon + access_lifetime - seconds(1)), claims);
        EXPECT_FALSE(tokens->verify(token, noon + access_lifetime));
    }
}

TEST_P(TokensContract, MeanNothingWhenTheyWereTouched) {
    auto token = tokens->issue(host, noon, noon + access_lifetime);
    EXPECT_FALSE(tokens->verify("", noon));
    EXPECT_FALSE(tokens->verify("...", noon));
    EXPECT_FALSE(tokens->verify(token + "x", noon));
    EXPECT_FALSE(tokens->verify(token.substr(0, token.size() - 1), noon));
    EXPECT_FALSE(tokens->verify(" " + token, noon));
}

TEST_P(TokensContract, FingerprintIsSha256InHex) {
    EXPECT_EQ(tokens->fingerprint("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(tokens->fingerprint(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

class SignaturesContract : public testing::TestWithParam<Adapter<Signatures>> {
protected:
    std::unique_ptr<Signatures> signatures = GetParam().make();
};
INSTANTIATE_TEST_SUITE_P(Signatures, SignaturesContract, testing::ValuesIn(signature_adapters()),
                         name_of_adapter<Adapter<Signatures>>);

TEST_P(SignaturesContract, FitWhatWasSignedAlone) {
    auto signature = signatures->sign("GET /blobs/a", noon);
    EXPECT_TRUE(signatures->fits("GET /blobs/a", noon, signature));
    EXPECT_FALSE(signatures->fits("GET /blobs/b", noon, signature));
    EXPECT_FALSE(signatures->fits("GET /blobs/a", noon + seconds(1), signature));
    EXPECT_FALSE(signatures->fits("GET /blobs/a", noon, ""));
    EXPECT_FALSE(signatures->fits("GET /blobs/a", noon, signature.substr(1)));
    EXPECT_FALSE(signatures->fits("GET /blobs/a", noon, signature + "x"));
}

TEST_P(SignaturesContract, AreTextForAUrl) {
    auto signature = signatures->sign("GET /blobs/a", noon);
    EXPECT_EQ(signature.size(), 43U);
    EXPECT_EQ(signature.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
              std::string::npos);
    EXPECT_EQ(signatures->sign("GET /blobs/a", noon), signature) << "the same again, for caches";
}

class PasswordsContract : public testing::TestWithParam<Adapter<Passwords>> {
protected:
    std::unique_ptr<Passwords> passwords = GetParam().make();
};
INSTANTIATE_TEST_SUITE_P(Passwords, PasswordsContract, testing::ValuesIn(password_adapters()),
                         name_of_adapter<Adapter<Passwords>>);

TEST_P(PasswordsContract, FitTheirHashAlone) {
    auto hash = passwords->hash("correct horse");
    EXPECT_TRUE(passwords->fits("correct horse", hash));
    EXPECT_FALSE(passwords->fits("correct horsE", hash));
    EXPECT_FALSE(passwords->fits("", hash));
    EXPECT_FALSE(passwords->fits("correct horse", ""));
    EXPECT_FALSE(passwords->fits("", ""));
    EXPECT_FALSE(passwords->fits("correct horse", "not a hash"));
}

TEST_P(PasswordsContract, HashDifferentlyEachTime) {
    EXPECT_NE(passwords->hash("correct horse"), passwords->hash("correct horse"));
    EXPECT_EQ(passwords->hash("correct horse").find("correct"), std::string::npos);
}

class RandomnessContract : public testing::TestWithParam<Adapter<Randomness>> {
protected:
    std::unique_ptr<Randomness> randomness = GetParam().make();
};
INSTANTIATE_TEST_SUITE_P(Randomness, RandomnessContract, testing::ValuesIn(randomness_adapters()),
                         name_of_adapter<Adapter<Randomness>>);

TEST_P(RandomnessContract, GivesEveryThreadIdsOfTheirOwn) {
    constexpr int threads = 4, each = 500;
    std::array<std::vector<PhotoId>, threads> made;
    {
        std::vector<std::jthread> running;
        running.reserve(threads);
        for (auto& ids : made)
            running.emplace_back([&] {
                for (int i = 0; i < each; ++i) ids.push_back(randomness->next_id<PhotoId>(noon));
            });
    }
    std::set<PhotoId> distinct;
    for (const auto& ids : made) distinct.insert(ids.begin(), ids.end());
    EXPECT_EQ(distinct.size(), threads * each);
}

TEST_P(RandomnessContract, FillsEveryByte) {
    std::array<bool, 64> seen{};
    for (int round = 0; round < 20; ++round) {
        std::array<unsigned char, 64> bytes{};
        randomness->fill(bytes);
        for (std::size_t i = 0; i < bytes.size(); ++i) seen[i] = seen[i] || bytes[i] != 0;
    }
    EXPECT_EQ(std::count(seen.begin(), seen.end(), true), 64);
}

class RateLimitsContract : public testing::TestWithParam<Adapter<RateLimits, Clock&>> {
protected:
    HeldClock clock{noon};
    std::unique_ptr<RateLimits> limits = GetParam().make(clock);
};
INSTANTIATE_TEST_SUITE_P(RateLimits, RateLimitsContract, testing::ValuesIn(rate_limit_adapters()),
                         (name_of_adapter<Adapter<RateLimits, Clock&>>));

TEST_P(RateLimitsContract, LetThroughSoManyAWindow) {
    for (std::uint32_t left : {2U, 1U, 0U}) {
        auto verdict = limits->take("key", 3, minutes(1));
        EXPECT_TRUE(verdict.allowed);
        EXPECT_EQ(verdict.limit, 3U);
        EXPECT_EQ(verdict.remaining, left);
        EXPECT_LE(verdict.reset, minutes(1));
    }
    auto refused = limits->take("key", 3, minutes(1));
    EXPECT_FALSE(refused.allowed);
    EXPECT_EQ(refused.remaining, 0U);
    EXPECT_GT(refused.reset, seconds(0));
    EXPECT_TRUE(limits->take("another", 3, minutes(1)).allowed);
    clock.advance(minutes(1));
    EXPECT_TRUE(limits->take("key", 3, minutes(1)).allowed);
}

TEST_P(RateLimitsContract, CountWhatManyThreadsTake) {
    std::atomic<int> allowed = 0;
    {
        std::vector<std::jthread> threads;
        threads.reserve(4);
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&] {
                for (int attempt = 0; attempt < 20; ++attempt)
                    allowed += limits->take("key", 50, minutes(1)).allowed;
            });
    }
    EXPECT_EQ(allowed, 50);
}

TEST_P(RateLimitsContract, KeepCountingHoweverManyKeysThereAre) {
    limits->take("key", 1, minutes(10));
    for (int i = 0; i < 5000; ++i) limits->take("stranger " + std::to_string(i), 1, seconds(1));
    clock.advance(seconds(2));
    for (int i = 0; i < 5000; ++i) limits->take("another " + std::to_string(i), 1, seconds(1));
    EXPECT_FALSE(limits->take("key", 1, minutes(10)).allowed);
}

}  // namespace
}  // namespace snapory
