#include "application/faces/find_me.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "application/faces/forget_me.hpp"
#include "application/faces/judge_match.hpp"
#include "application/faces/list_matches.hpp"
#include "infrastructure/memory/scene.hpp"

namespace snapory {
namespace {

using namespace std::chrono_literals;

// A direction whose cosine with {1, 0} is this.
FaceCode near(float cosine) { return {cosine, std::sqrt(1 - cosine * cosine)}; }

struct FindMeTest : testing::Test, MemoryScene {
    MatchFinder finder{photos, selfies, face_index, blobs};
    FindMe find_me{events, selfie_reader, finder, randomness, clock};
    ListMatches list{events, finder, clock};
    JudgeMatch judge{events, photos, selfies, clock};
    ForgetMe forget{events, selfies, randomness, clock};
    std::vector<std::uint8_t> picture = jpeg("a selfie");

    FindMeTest() {
        event.settings.face_search = true;
        change_event();
        selfie_reader.teach(picture, SelfieReading{{1, 0}, test_model, {}});
    }
    Result<FoundMe> ask(const Caller& caller) {
        return find_me(caller, event.id, privacy_policy_version, std::array{SelfiePicture(picture)});
    }
    std::string found(const Caller& caller) {
        std::string text;
        for (const auto& photo : list(caller, event.id)->found)
            text +=
                photo.photo.photo.file_name.substr(0, 1) + (photo.match.tier == MatchTier::match ? "!" : "?");
        return text;
    }
};

TEST_F(FindMeTest, GivesTheBestFirstInTwoTiers) {
    add_ready_photo(host, "a", near(0.40F));
    add_ready_photo(host, "b", near(0.90F));
    add_ready_photo(host, "c", near(0.30F));
    add_ready_photo(host, "d", near(0.46F));
    auto answer = ask(guest);
    ASSERT_TRUE(answer);
    EXPECT_EQ(found(guest), "b!d!a?");
    EXPECT_EQ(answer->found.size(), 3U);
    EXPECT_NEAR(answer->found[0].match.score, 0.9, 1e-4);
    EXPECT_TRUE(answer->found[0].photo.urls.thumbnail);
    EXPECT_EQ(answer->selfie.expires_at, event.faces_expire_at());
}

TEST_F(FindMeTest, StandsAndFindsWhatComesLater) {
    ASSERT_TRUE(ask(guest));
    EXPECT_EQ(found(guest), "");
    add_ready_photo(host, "a", {1, 0});
    EXPECT_EQ(found(guest), "a!");
}

TEST_F(FindMeTest, NeedsConsentToTheVersionThatIsShown) {
    for (const auto* consent : {"", "2020-01", "yes"}) {
        auto answer = find_me(guest, event.id, consent, std::array{SelfiePicture(picture)});
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().code, Errc::consent_required);
    }
    EXPECT_TRUE(selfies.consents(event.id).empty());
    ASSERT_TRUE(ask(guest));
    auto ledger = selfies.consents(event.id);
    ASSERT_EQ(ledger.size(), 1U);
    EXPECT_EQ(ledger[0].act, ConsentAct::given);
    EXPECT_EQ(ledger[0].person, guest.guest.text());
    EXPECT_EQ(ledger[0].policy_version, privacy_policy_version);
    EXPECT_FALSE(ledger[0].receipt.empty());
}

TEST_F(FindMeTest, PassesOnWhatTheReaderRefuses) {
    for (auto code : {Errc::no_face, Errc::several_faces, Errc::face_too_small}) {
        auto other = jpeg(std::to_string(static_cast<int>(code)));
        selfie_reader.teach(other, fail(code, "Take another one."));
        EXPECT_EQ(
            find_me(guest, event.id, privacy_policy_version, std::array{SelfiePicture(other)}).error().code,
            code);
    }
    EXPECT_TRUE(selfies.live(event.id, clock.now()).empty());
    EXPECT_TRUE(selfies.consents(event.id).empty());
}

TEST_F(FindMeTest, IsForThoseWhoMaySearch) {
    for (const auto& [name, caller] : everybody()) {
        bool may = name == "host" || name.ends_with("guest");
        EXPECT_EQ(ask(caller).has_value(), may) << name;
        EXPECT_EQ(list(caller, event.id).has_value(), may) << name;
    }
    event.settings.face_search = false;
    change_event(FaceData::erase);
    EXPECT_EQ(ask(guest).error().code, Errc::face_search_off);
    EXPECT_EQ(list(guest, event.id).error().code, Errc::face_search_off);
}

TEST_F(FindMeTest, ShowsNothingThatTheCallerMayNotSee) {
    auto hidden = add_ready_photo(host, "a", {1, 0});
    photos.moderate(event.id, {hidden.id}, Moderation::hidden, clock.now());
    auto deleted = add_ready_photo(host, "b", {1, 0});
    photos.remove(event.id, {deleted.id}, clock.now());
    ASSERT_TRUE(ask(guest));
    EXPECT_EQ(found(guest), "");
    ASSERT_TRUE(ask(host));
    EXPECT_EQ(found(host), "a!");
}

TEST_F(FindMeTest, NotMeStaysAndMeIsCertain) {
    auto a = add_ready_photo(host, "a", near(0.9F));
    auto b = add_ready_photo(host, "b", near(0.4F));
    EXPECT_EQ(judge(guest, event.id, a.id, false).error().code, Errc::not_found) << "no query yet";
    ASSERT_TRUE(ask(guest));
    ASSERT_TRUE(ask(other_guest));
    EXPECT_EQ(found(guest), "a!b?");
    EXPECT_TRUE(judge(guest, event.id, a.id, false));
    EXPECT_TRUE(judge(guest, event.id, b.id, true));
    EXPECT_EQ(found(guest), "b!");
    EXPECT_EQ(found(other_guest), "a!b?") << "each says it for themselves";
    EXPECT_TRUE(judge(guest, event.id, a.id, true));
    const auto both = found(guest);
    EXPECT_TRUE(both == "a!b!" || both == "b!a!") << "each is its own reference";
    EXPECT_EQ(judge(guest, event.id, PhotoId("nothing"), true).error().code, Errc::not_found);
}

TEST_F(FindMeTest, WhatIsConfirmedFindsMore) {
    auto a = add_ready_photo(host, "a", near(0.42F));
    add_ready_photo(host, "b", near(0.1F));
    ASSERT_TRUE(ask(guest));
    EXPECT_EQ(found(guest), "a?");
    EXPECT_TRUE(judge(guest, event.id, a.id, true));
    EXPECT_EQ(found(guest), "a!b!") << "b is like a";
    EXPECT_TRUE(judge(guest, event.id, a.id, false));
    EXPECT_EQ(found(guest), "") << "taken back";
}

TEST_F(FindMeTest, NewSelfieTakesThePlaceOfTheOld) {
    auto other = jpeg("another selfie");
    selfie_reader.teach(other, SelfieReading{{0, 1}, test_model, {}});
    add_ready_photo(host, "a", {1, 0});
    add_ready_photo(host, "b", {0, 1});
    ASSERT_TRUE(ask(guest));
    ASSERT_TRUE(find_me(guest, event.id, privacy_policy_version, std::array{SelfiePicture(other)}));
    EXPECT_EQ(found(guest), "b!");
    EXPECT_EQ(selfies.live(event.id, clock.now()).size(), 1U);
}

TEST_F(FindMeTest, IsForgottenWithAReceipt) {
    EXPECT_EQ(forget(guest, event.id).error().code, Errc::not_found);
    ASSERT_TRUE(ask(guest));
    event.settings.face_search = false;  // also when face search is off by now
    change_event();
    auto receipt = forget(guest, event.id);
    ASSERT_TRUE(receipt);
    EXPECT_EQ(receipt->act, ConsentAct::withdrawn);
    EXPECT_EQ(selfies.consents(event.id).back().receipt, receipt->receipt);
    EXPECT_TRUE(selfies.live(event.id, clock.now()).empty());
    EXPECT_EQ(forget(guest, event.id).error().code, Errc::not_found);
    EXPECT_EQ(forget(outsider, event.id).error().code, Errc::not_found);
    EXPECT_EQ(forget(Anonymous(), event.id).error().code, Errc::unauthenticated);
}

}  // namespace
}  // namespace snapory
