#include "application/mail/send_next_mail.hpp"

#include <gtest/gtest.h>

#include "infrastructure/memory/mail_scene.hpp"

namespace snapory {
namespace {

using namespace std::chrono_literals;

struct SendNextMailTest : testing::Test, MailScene {
    void owe(const std::string& to, const std::string& language = "en") {
        auto now = clock.now();
        outbox.add({randomness.next_id<MailId>(now), MailKind::password_reset, to, language, now, now + 1h});
    }
    std::optional<MailOutcome> send() {
        auto report = send_next({});
        return report ? std::optional(report->outcome) : std::nullopt;
    }
};

TEST_F(SendNextMailTest, SendsEachMailOnce) {
    owe("ada@example.org");
    owe("eve@example.org", "de");
    EXPECT_EQ(send(), MailOutcome::sent);
    EXPECT_EQ(send(), MailOutcome::sent);
    EXPECT_EQ(send(), std::nullopt);
    auto sent = mailer.sent();
    ASSERT_EQ(sent.size(), 2U);
    EXPECT_EQ(sent[0].to, "ada@example.org");
    EXPECT_EQ(sent[0].subject, "Choose a new password");
    EXPECT_EQ(sent[1].subject, "Wähle ein neues Passwort");
    EXPECT_EQ(outbox.counts().waiting, 0U);
}

TEST_F(SendNextMailTest, AMailWithoutAReasonIsDropped) {
    owe("nobody@example.org");
    EXPECT_EQ(send(), MailOutcome::pointless);
    EXPECT_TRUE(mailer.sent().empty());
    EXPECT_EQ(outbox.counts().waiting, 0U);
}

TEST_F(SendNextMailTest, WhatIsRefusedIsGivenUp) {
    mailer.refuse("ada@example.org");
    owe("ada@example.org");
    auto report = send_next({});
    EXPECT_EQ(report->outcome, MailOutcome::refused);
    EXPECT_EQ(report->reason, "there is no such person");
    EXPECT_EQ(outbox.counts().waiting, 0U);
}

TEST_F(SendNextMailTest, WhatIsPutOffIsTriedAgainLaterAndLater) {
    mailer.postpone("ada@example.org");
    owe("ada@example.org");
    for (auto pause : {15s, 30s, 60s, 120s}) {
        EXPECT_EQ(send(), MailOutcome::postponed);
        clock.advance(pause * 3 / 4 - 1s);
        EXPECT_EQ(send(), std::nullopt) << pause.count();
        clock.advance(pause / 2 + 1s);
    }
    auto report = send_next({});
    EXPECT_EQ(report->attempts, 5U);
    EXPECT_EQ(report->reason, "later");
}

TEST_F(SendNextMailTest, AMailOfNoUseAnyMoreIsGivenUp) {
    mailer.postpone("ada@example.org");
    owe("ada@example.org");
    EXPECT_EQ(send(), MailOutcome::postponed);
    clock.advance(1h);
    EXPECT_EQ(send(), MailOutcome::expired);
    EXPECT_EQ(outbox.counts().waiting, 0U);
}

TEST_F(SendNextMailTest, AMailWhoseSenderDiedIsSentByAnother) {
    owe("ada@example.org");
    ASSERT_TRUE(outbox.claim(clock.now()));  // and nothing more is heard
    EXPECT_EQ(send(), std::nullopt);
    clock.advance(mail_lease);
    EXPECT_EQ(send(), MailOutcome::sent);
}

TEST_F(SendNextMailTest, StoppingLosesNothing) {
    owe("ada@example.org");
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(send_next(stop.get_token())->outcome, MailOutcome::postponed);
    clock.advance(1min);
    EXPECT_EQ(send(), MailOutcome::sent);
}

}  // namespace
}  // namespace snapory
