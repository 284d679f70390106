#include "application/accounts/sign_in.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "application/accounts/change_password.hpp"
#include "application/accounts/end_other_sessions.hpp"
#include "application/accounts/identify_caller.hpp"
#include "application/accounts/list_sessions.hpp"
#include "application/accounts/log_in.hpp"
#include "application/accounts/log_out.hpp"
#include "application/accounts/read_me.hpp"
#include "application/accounts/refresh_session.hpp"
#include "application/accounts/reset_password.hpp"
#include "application/accounts/revoke_session.hpp"
#include "infrastructure/memory/scene.hpp"

namespace snapory {
namespace {

using namespace std::chrono_literals;

// The life of a session from sign-in to its end, over all the verbs that touch it.
struct SessionTest : testing::Test, MemoryScene {
    SignInDesk desk{accounts, sessions, tokens, randomness, clock};
    LogIn log_in{desk, passwords, rate_limits};
    RefreshSession refresh{desk};
    LogOut log_out{sessions, tokens, clock};
    IdentifyCaller identify{accounts, guests, tokens, clock};

    SignIn sign_in(std::string_view user_agent = "Firefox") {
        return log_in({"ada@example.org", "a password"}, user_agent).value();
    }
    bool lives(const SignIn& session) { return identify(session.access_token).has_value(); }
};

TEST_F(SessionTest, BeginsWithTheRightPassword) {
    auto session = sign_in();
    EXPECT_EQ(session.me.account.id, host.account);
    EXPECT_EQ(session.me.memberships.size(), 1U);
    EXPECT_EQ(session.access_expires_at, clock.now() + access_lifetime);
    auto caller = std::get<SignedIn>(identify(session.access_token).value());
    EXPECT_EQ(caller.account, host.account);
    EXPECT_EQ(caller.memberships.at(0).organisation, organisation_of(host));
    EXPECT_TRUE(log_in({" ADA@example.org", "a password"}, ""));
}

TEST_F(SessionTest, UnknownAddressAndWrongPasswordAnswerAlike) {
    auto wrong = log_in({"ada@example.org", "another password"}, "");
    auto unknown = log_in({"nobody@example.org", "a password"}, "");
    auto nonsense = log_in({"nobody", "a password"}, "");
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().code, Errc::unauthenticated);
    EXPECT_EQ(wrong.error(), unknown.error());
    EXPECT_EQ(wrong.error(), nonsense.error());
    EXPECT_FALSE(log_in({"", ""}, ""));
}

TEST_F(SessionTest, GuessingIsThrottledPerAccount) {
    for (int i = 0; i < 20; ++i) EXPECT_FALSE(log_in({"ada@example.org", "guess"}, ""));
    EXPECT_EQ(log_in({"ada@example.org", "a password"}, "").error().code, Errc::too_many_requests);
    EXPECT_TRUE(log_in({"eve@example.org", "a password"}, ""));
    clock.advance(15min);
    EXPECT_TRUE(log_in({"ada@example.org", "a password"}, ""));
}

TEST_F(SessionTest, IsRenewedOnceByEachToken) {
    auto first = sign_in();
    clock.advance(10min);
    auto second = refresh(first.refresh_token);
    ASSERT_TRUE(second);
    EXPECT_NE(second->refresh_token, first.refresh_token);
    EXPECT_EQ(second->refresh_expires_at, clock.now() + refresh_lifetime);
    EXPECT_TRUE(refresh(second->refresh_token));
}

TEST_F(SessionTest, TokenUsedTwiceEndsTheFamilyAndNoOther) {
    auto elsewhere = sign_in();
    auto first = sign_in();
    auto second = refresh(first.refresh_token).value();
    EXPECT_EQ(refresh(first.refresh_token).error().code, Errc::unauthenticated);
    EXPECT_FALSE(refresh(second.refresh_token));
    EXPECT_FALSE(lives(second));
    EXPECT_TRUE(lives(elsewhere));
}

TEST_F(SessionTest, OfTwoThatRenewAtOnceOneAtMostWins) {
    auto first = sign_in();
    std::atomic<int> renewed = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&] { renewed += refresh(first.refresh_token).has_value() ? 1 : 0; });
    }
    EXPECT_EQ(renewed, 1);
}

TEST_F(SessionTest, ExpiresByItself) {
    auto session = sign_in();
    clock.advance(access_lifetime);
    EXPECT_FALSE(lives(session));
    clock.advance(refresh_lifetime);
    EXPECT_FALSE(refresh(session.refresh_token));
}

TEST_F(SessionTest, EndsWithLogOut) {
    auto session = sign_in();
    log_out(session.refresh_token);
    EXPECT_FALSE(lives(session));
    EXPECT_FALSE(refresh(session.refresh_token));
    log_out(session.refresh_token);
    log_out("never heard of");
}

TEST_F(SessionTest, IsListedAndEndedByItsOwner) {
    auto here = sign_in("Firefox");
    auto there = sign_in("Safari");
    auto caller = identify(here.access_token).value();
    auto mine = ListSessions(sessions, clock)(caller).value();
    ASSERT_EQ(mine.size(), 2U);
    auto me = std::get<SignedIn>(caller);
    auto other = mine.at(0).family == me.session ? mine.at(1) : mine.at(0);
    EXPECT_EQ(other.user_agent, "Safari");

    RevokeSession revoke(sessions, clock);
    EXPECT_EQ(revoke(stranger, other.family).error().code, Errc::not_found);
    EXPECT_TRUE(lives(there));
    EXPECT_TRUE(revoke(caller, other.family));
    EXPECT_FALSE(lives(there));
    EXPECT_TRUE(lives(here));
    EXPECT_EQ(revoke(caller, other.family).error().code, Errc::not_found);
}

TEST_F(SessionTest, OthersAreEndedAtOnce) {
    auto here = sign_in();
    auto there = sign_in();
    auto of_another = log_in({"eve@example.org", "a password"}, "").value();
    EXPECT_TRUE(EndOtherSessions(sessions, clock)(identify(here.access_token).value()));
    EXPECT_TRUE(lives(here));
    EXPECT_FALSE(lives(there));
    EXPECT_TRUE(lives(of_another));
}

TEST_F(SessionTest, ChangedPasswordLeavesOneFreshSession) {
    ChangePassword change(desk, passwords, rate_limits);
    auto old = sign_in();
    auto caller = identify(old.access_token).value();
    EXPECT_EQ(change(caller, {"wrong", "a new password"}, "").error().field, "currentPassword");
    EXPECT_EQ(change(caller, {"a password", "short"}, "").error().field, "newPassword");
    EXPECT_TRUE(lives(old));

    auto fresh = change(caller, {"a password", "a new password"}, "");
    ASSERT_TRUE(fresh);
    EXPECT_FALSE(lives(old));
    EXPECT_TRUE(lives(*fresh));
    EXPECT_FALSE(log_in({"ada@example.org", "a password"}, ""));
    EXPECT_TRUE(log_in({"ada@example.org", "a new password"}, ""));
}

TEST_F(SessionTest, OperatorResetsAPassword) {
    ResetPassword reset(accounts, passwords);
    auto session = sign_in();
    EXPECT_EQ(reset("nobody@example.org", "a new password").error().code, Errc::not_found);
    EXPECT_EQ(reset("ada@example.org", "short").error().field, "password");
    EXPECT_TRUE(reset("ada@example.org", "a new password"));
    EXPECT_FALSE(lives(session));
    EXPECT_TRUE(log_in({"ada@example.org", "a new password"}, ""));
}

TEST_F(SessionTest, GuestsHaveNone) {
    for (const Caller& caller : {Caller(Anonymous()), Caller(guest)}) {
        auto code = std::holds_alternative<Anonymous>(caller) ? Errc::unauthenticated : Errc::forbidden;
        EXPECT_EQ(ReadMe(accounts)(caller).error().code, code);
        EXPECT_EQ(ListSessions(sessions, clock)(caller).error().code, code);
        EXPECT_EQ(EndOtherSessions(sessions, clock)(caller).error().code, code);
        EXPECT_EQ(RevokeSession(sessions, clock)(caller, SessionId("x")).error().code, code);
        EXPECT_EQ(ChangePassword(desk, passwords, rate_limits)(caller, {}, "").error().code, code);
    }
    EXPECT_EQ(ReadMe(accounts)(host)->account.email, "ada@example.org");
}

TEST_F(SessionTest, UserAgentIsKeptShortAndPrintable) {
    auto session = sign_in("A\r\nB\xFF" + std::string(300, 'x'));
    auto kept = ListSessions(sessions, clock)(identify(session.access_token).value())->at(0).user_agent;
    EXPECT_TRUE(kept.starts_with("ABxx"));
    EXPECT_LE(kept.size(), 200U);
}

TEST_F(SessionTest, GuestTokenIsGoodUntilRevokedOrTheEventIsGone) {
    auto token = tokens.issue(GuestClaims{guest.guest, event.id}, clock.now(), clock.now() + guest_lifetime);
    auto caller = std::get<EventGuest>(identify(token).value());
    EXPECT_EQ(caller.guest, guest.guest);
    EXPECT_EQ(caller.display_name, "Grace");

    rows.guests.at(guest.guest).revoked_at = clock.now();
    EXPECT_EQ(identify(token).error().code, Errc::unauthenticated);
    rows.guests.at(guest.guest).revoked_at.reset();
    event.state = EventState::deleted;
    event.deleted_at = clock.now();
    change_event();
    EXPECT_EQ(identify(token).error().code, Errc::unauthenticated);
    EXPECT_EQ(identify("nonsense").error().code, Errc::unauthenticated);
}

}  // namespace
}  // namespace snapory
