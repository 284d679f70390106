#include <gtest/gtest.h>

#include "application/accounts/ask_password_reset.hpp"
#include "application/accounts/finish_password_reset.hpp"
#include "application/accounts/log_in.hpp"
#include "infrastructure/memory/mail_scene.hpp"

namespace snapory {
namespace {

using namespace std::chrono_literals;

// From the question to the new password.
struct PasswordResetTest : testing::Test, MailScene {
    SignInDesk desk{accounts, sessions, tokens, randomness, clock};
    LogIn log_in{desk, passwords, rate_limits};
    AskPasswordReset ask{outbox, rate_limits, randomness, clock, true};
    FinishPasswordReset finish{accounts, one_time_tokens, passwords, tokens, clock};

    // The token of the mail that is sent now; empty when none is.
    std::string mailed_token() {
        auto before = mailer.sent().size();
        send_next({});
        auto sent = mailer.sent();
        if (sent.size() == before) return {};
        const auto& text = sent.back().text;
        auto at = text.find("https://photos.example.org/reset-password#");
        return text.substr(text.find('#', at) + 1, 64);
    }
    std::string asked_token() {
        ask("ada@example.org", "en").value();
        return mailed_token();
    }
    bool knows(const std::string& password) { return log_in({"ada@example.org", password}, "").has_value(); }
};

TEST_F(PasswordResetTest, SetsThePasswordAndEndsEverySession) {
    auto session = log_in({"ada@example.org", "a password"}, "");
    auto token = asked_token();
    ASSERT_TRUE(finish(token, "another password"));
    EXPECT_TRUE(knows("another password"));
    EXPECT_FALSE(knows("a password"));
    auto found = sessions.find(tokens.fingerprint(session->refresh_token), clock.now()).found;
    EXPECT_EQ(found, Sessions::Found::unknown);
}

TEST_F(PasswordResetTest, ATokenWorksOnceAndForAnHour) {
    auto token = asked_token();
    ASSERT_TRUE(finish(token, "another password"));
    EXPECT_EQ(finish(token, "a third password").error().code, Errc::link_expired);
    auto late = asked_token();
    clock.advance(password_reset_lifetime);
    EXPECT_EQ(finish(late, "a third password").error().code, Errc::link_expired);
    EXPECT_EQ(finish("", "a third password").error().code, Errc::link_expired);
    EXPECT_TRUE(knows("another password"));
}

TEST_F(PasswordResetTest, AnyChangeOfThePasswordEndsTheTokens) {
    auto first = asked_token(), second = asked_token();
    ASSERT_TRUE(finish(second, "another password"));
    EXPECT_EQ(finish(first, "a third password").error().code, Errc::link_expired);
    auto third = asked_token();
    accounts.set_password(host.account, passwords.hash("the host's own"));
    EXPECT_EQ(finish(third, "a third password").error().code, Errc::link_expired);
}

TEST_F(PasswordResetTest, AWeakPasswordCostsNoToken) {
    auto token = asked_token();
    auto refused = finish(token, "short");
    EXPECT_EQ(refused.error().code, Errc::invalid);
    EXPECT_EQ(refused.error().field, "newPassword");
    EXPECT_TRUE(finish(token, "long enough now"));
}

TEST_F(PasswordResetTest, StrangersAreAnsweredAlikeAndGetNoMail) {
    EXPECT_TRUE(ask(" ADA@example.org", "en"));
    EXPECT_TRUE(ask("nobody@example.org", "en"));
    EXPECT_FALSE(mailed_token().empty());
    EXPECT_TRUE(mailed_token().empty());
    EXPECT_EQ(ask("nobody", "en").error().code, Errc::invalid);
}

TEST_F(PasswordResetTest, IsThrottledPerAddressWhetherItIsKnownOrNot) {
    for (const auto* email : {"ada@example.org", "nobody@example.org"}) {
        for (int i = 0; i < 3; ++i) EXPECT_TRUE(ask(email, "en"));
        EXPECT_EQ(ask(email, "en").error().code, Errc::too_many_requests);
    }
    EXPECT_EQ(outbox.counts().waiting, 6U);
    clock.advance(1h);
    EXPECT_TRUE(ask("ada@example.org", "en"));
}

TEST_F(PasswordResetTest, SaysSoWhenNoMailIsSent) {
    const AskPasswordReset in_vain{outbox, rate_limits, randomness, clock, false};
    EXPECT_EQ(in_vain("ada@example.org", "en").error().code, Errc::mail_off);
    EXPECT_EQ(outbox.counts().waiting, 0U);
}

}  // namespace
}  // namespace snapory
