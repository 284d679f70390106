#include <gtest/gtest.h>

#include <array>

#include "application/attempts.hpp"
#include "application/faces/ask_digest.hpp"
#include "application/faces/find_me.hpp"
#include "application/faces/forget_me.hpp"
#include "application/faces/read_digest.hpp"
#include "application/faces/stop_digest.hpp"
#include "application/mail/owe_digests.hpp"
#include "infrastructure/memory/mail_scene.hpp"

namespace snapory {
namespace {

using namespace std::chrono_literals;

struct DigestTest : testing::Test, MailScene {
    MatchFinder finder{photos, selfies, face_index, blobs};
    FindMe find_me{events, selfie_reader, finder, randomness, clock};
    ForgetMe forget{events, selfies, randomness, clock};
    AskDigest ask{events, digests, finder, rate_limits, clock, true};
    ReadDigest read{events, digests, clock};
    StopDigest stop{events, digests, signatures, clock};
    OweDigests owe{digests, events, finder, randomness, clock};
    std::vector<std::uint8_t> picture = jpeg("a selfie");

    DigestTest() {
        event.settings.face_search = true;
        change_event();
        selfie_reader.teach(picture, SelfieReading{{1, 0}, test_model, {}});
        find_me(guest, event.id, privacy_policy_version, std::array{SelfiePicture(picture)}).value();
    }
    Result<void> ask_for(const std::string& email) { return ask(guest, event.id, email, "de"); }
    // What is mailed after this long.
    std::vector<Mail> mailed_after(Milliseconds wait) {
        clock.advance(wait);
        owe();
        auto before = mailer.sent().size();
        while (send_next({})) continue;
        auto sent = mailer.sent();
        return {sent.begin() + static_cast<std::ptrdiff_t>(before), sent.end()};
    }
};

TEST_F(DigestTest, ManyPhotosMakeOneMail) {
    add_ready_photo(host, "known", {1, 0});
    ASSERT_TRUE(ask_for(" Grace@example.org"));
    EXPECT_EQ(read(guest, event.id), "grace@example.org");
    add_ready_photo(host, "a", {1, 0});
    add_ready_photo(host, "b", {1, 0});
    EXPECT_TRUE(mailed_after(digest_wait - 1ms).empty()) << "more may come";
    auto mails = mailed_after(1ms);
    ASSERT_EQ(mails.size(), 1U);
    EXPECT_EQ(mails[0].to, "grace@example.org");
    EXPECT_EQ(mails[0].subject, "Neue Fotos von dir: Ada & Charles");
    EXPECT_NE(mails[0].text.find("https://photos.example.org/e/" + event.code.text()), std::string::npos);

    add_ready_photo(host, "c", {1, 0});
    EXPECT_TRUE(mailed_after(digest_pause - 1ms).empty());
    EXPECT_EQ(mailed_after(1ms).size(), 1U);
}

TEST_F(DigestTest, NothingNewIsNothingToTell) {
    add_ready_photo(host, "known", {1, 0});
    ASSERT_TRUE(ask_for("grace@example.org"));
    add_ready_photo(host, "somebody else", {0, 1});
    add_ready_photo(host, "maybe", {0.4F, 0.9165F});
    EXPECT_TRUE(mailed_after(digest_wait).empty());
}

TEST_F(DigestTest, WaitsUntilTheGalleryIsShown) {
    ASSERT_TRUE(ask_for("grace@example.org"));
    event.settings.reveal_at = clock.now() + 10h;
    change_event();
    add_ready_photo(host, "a", {1, 0});
    EXPECT_TRUE(mailed_after(digest_wait).empty());
    EXPECT_EQ(mailed_after(10h).size(), 1U);
}

TEST_F(DigestTest, EndsByTheTokenOfAnyMailAsOftenAsOneLikes) {
    ASSERT_TRUE(ask_for("grace@example.org"));
    add_ready_photo(host, "a", {1, 0});
    auto url = mailed_after(digest_wait).at(0).unsubscribe_url;
    const std::string begin = "https://photos.example.org/api/v1/unsubscribe/";
    ASSERT_TRUE(url.starts_with(begin)) << url;
    auto token = url.substr(begin.size());
    for (const auto& wrong : {std::string(), token.substr(1), token + "0", std::string("..")})
        EXPECT_EQ(stop.by_token(wrong).error().code, Errc::link_expired) << wrong;
    EXPECT_TRUE(read(guest, event.id)->has_value());
    EXPECT_TRUE(stop.by_token(token));
    EXPECT_TRUE(stop.by_token(token));
    EXPECT_FALSE(read(guest, event.id)->has_value());
}

TEST_F(DigestTest, WhoStopsGetsNotEvenTheMailThatIsOwed) {
    ASSERT_TRUE(ask_for("grace@example.org"));
    add_ready_photo(host, "a", {1, 0});
    clock.advance(digest_wait);
    owe();
    EXPECT_EQ(outbox.counts().waiting, 1U);
    ASSERT_TRUE(stop(guest, event.id));
    EXPECT_TRUE(mailed_after(0ms).empty());
    EXPECT_EQ(outbox.counts().waiting, 0U);
}

TEST_F(DigestTest, TheAddressGoesWithTheFaceCodeAndWithTheGuest) {
    ASSERT_TRUE(ask_for("grace@example.org"));
    ASSERT_TRUE(forget(guest, event.id));
    EXPECT_FALSE(read(guest, event.id)->has_value());
    EXPECT_EQ(ask_for("grace@example.org").error().code, Errc::not_found);
}

TEST_F(DigestTest, OnlyGuestsAskForThemselves) {
    for (const auto& [name, caller] : everybody()) {
        if (name == "guest" || name == "other guest") continue;
        EXPECT_FALSE(ask(caller, event.id, "grace@example.org", "en")) << name;
        EXPECT_FALSE(read(caller, event.id)) << name;
        EXPECT_FALSE(stop(caller, event.id)) << name;
    }
    ASSERT_TRUE(ask_for("grace@example.org"));
    EXPECT_FALSE(read(other_guest, event.id)->has_value());
    EXPECT_TRUE(stop(other_guest, event.id));
    EXPECT_TRUE(read(guest, event.id)->has_value());
}

TEST_F(DigestTest, AnAddressIsNamedSoOftenADay) {
    EXPECT_EQ(ask_for("grace").error().code, Errc::invalid);
    for (std::uint32_t i = 0; i < digests_of_one.most; ++i) EXPECT_TRUE(ask_for("grace@example.org"));
    EXPECT_EQ(ask_for("grace@example.org").error().code, Errc::too_many_requests);
}

TEST_F(DigestTest, SaysSoWhenNoMailIsSent) {
    const AskDigest in_vain{events, digests, finder, rate_limits, clock, false};
    EXPECT_EQ(in_vain(guest, event.id, "grace@example.org", "en").error().code, Errc::mail_off);
}

}  // namespace
}  // namespace snapory
