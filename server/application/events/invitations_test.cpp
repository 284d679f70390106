#include <gtest/gtest.h>

#include "application/attempts.hpp"
#include "application/events/invite_guests.hpp"
#include "application/events/list_invitations.hpp"
#include "application/events/withdraw_invitation.hpp"
#include "infrastructure/memory/mail_scene.hpp"

namespace snapory {
namespace {

using namespace std::chrono_literals;

struct InvitationsTest : testing::Test, MailScene {
    InviteGuests invite{events, invitations, rate_limits, randomness, clock, true};
    ListInvitations list_invitations{events, invitations, clock};
    WithdrawInvitation withdraw{events, invitations, clock};

    Result<void> invite_all(std::vector<std::string> emails) {
        return invite(host, event.id, {std::move(emails), "de"});
    }
    std::vector<MailedInvitation> listed() {
        return list_invitations(host, event.id, 100, std::nullopt)->items;
    }
    InvitationState state_of(const std::string& email) {
        for (const auto& invitation : listed())
            if (invitation.email == email) return invitation.state;
        throw std::out_of_range(email);
    }
    void send_all() {
        while (send_next({})) continue;
    }
};

TEST_F(InvitationsTest, EachGuestGetsAMailOfTheirOwn) {
    ASSERT_TRUE(invite_all({" Grace@example.org", "alan@example.org", "grace@example.org"}));
    EXPECT_EQ(state_of("grace@example.org"), InvitationState::waiting);
    send_all();
    auto sent = mailer.sent();
    ASSERT_EQ(sent.size(), 2U);
    for (const auto& mail : sent) {
        EXPECT_EQ(mail.subject, "Ada lädt dich ein: Ada & Charles");
        EXPECT_NE(mail.text.find("https://photos.example.org/e/" + event.code.text()), std::string::npos);
        EXPECT_FALSE(mail.picture.empty());
    }
    EXPECT_NE(sent[0].to, sent[1].to);
    EXPECT_EQ(state_of("grace@example.org"), InvitationState::sent);
}

TEST_F(InvitationsTest, NobodyIsInvitedTwiceButThoseWhoseMailFailed) {
    mailer.refuse("grace@example.org");
    for (int i = 0; i < 2; ++i) {
        ASSERT_TRUE(invite_all({"grace@example.org", "alan@example.org"}));
        EXPECT_EQ(outbox.counts().waiting, i == 0 ? 2U : 1U);
        send_all();
        EXPECT_EQ(state_of("grace@example.org"), InvitationState::failed);
        EXPECT_EQ(state_of("alan@example.org"), InvitationState::sent);
    }
    EXPECT_EQ(mailer.sent().size(), 1U);
}

TEST_F(InvitationsTest, AnAddressThatIsNoneIsNamedAndNobodyIsInvited) {
    for (const auto* email :
         {"grace", "", "grace@example.org\r\nBcc: everybody@example.org", "a b@example.org"}) {
        auto refused = invite_all({"alan@example.org", email});
        ASSERT_FALSE(refused) << email;
        EXPECT_EQ(refused.error().code, Errc::invalid);
        EXPECT_EQ(refused.error().field, "emails[1]");
    }
    EXPECT_TRUE(listed().empty());
    EXPECT_EQ(outbox.counts().waiting, 0U);
}

TEST_F(InvitationsTest, AHostInvitesSoManyADay) {
    std::vector<std::string> emails;
    for (std::uint32_t i = 0; i < invitation_mails.most; ++i)
        emails.push_back("guest" + std::to_string(i) + "@example.org");
    ASSERT_TRUE(invite_all(emails));
    EXPECT_EQ(invite_all({"another@example.org"}).error().code, Errc::too_many_requests);
    EXPECT_TRUE(invite(stranger, other_event.id, {{"another@example.org"}, "en"}));
    clock.advance(24h);
    EXPECT_TRUE(invite_all({"another@example.org"}));
}

TEST_F(InvitationsTest, NobodyIsFloodedByManyEvents) {
    for (std::uint32_t i = 0; i < invitations_of_one.most; ++i)
        ASSERT_TRUE(invite(stranger, add_event(stranger, "Another").id, {{"grace@example.org"}, "en"}));
    ASSERT_TRUE(invite_all({"grace@example.org", "alan@example.org"}));
    EXPECT_EQ(state_of("grace@example.org"), InvitationState::failed);
    EXPECT_EQ(state_of("alan@example.org"), InvitationState::waiting);
}

TEST_F(InvitationsTest, WhoIsWithdrawnGetsNoMail) {
    ASSERT_TRUE(invite_all({"grace@example.org"}));
    auto invitation = listed().front().id;
    EXPECT_EQ(withdraw(stranger, other_event.id, invitation).error().code, Errc::not_found);
    ASSERT_TRUE(withdraw(host, event.id, invitation));
    EXPECT_EQ(withdraw(host, event.id, invitation).error().code, Errc::not_found);
    send_all();
    EXPECT_TRUE(listed().empty());
    EXPECT_TRUE(mailer.sent().empty());
}

TEST_F(InvitationsTest, AnEventThatIsGoneInvitesNobody) {
    ASSERT_TRUE(invite_all({"grace@example.org"}));
    event.deleted_at = clock.now();
    change_event();
    send_all();
    EXPECT_TRUE(mailer.sent().empty());
    EXPECT_EQ(outbox.counts().waiting, 0U);
}

TEST_F(InvitationsTest, WhatGuestsCannotSeeInvitesNobody) {
    event.state = EventState::draft;
    change_event();
    EXPECT_EQ(invite_all({"grace@example.org"}).error().code, Errc::conflict);
}

TEST_F(InvitationsTest, OnlyHostsInviteAndSeeWhomTheyInvited) {
    for (const auto& [name, caller] : everybody()) {
        if (name == "host") continue;
        EXPECT_FALSE(invite(caller, event.id, {{"grace@example.org"}, "en"})) << name;
        EXPECT_FALSE(list_invitations(caller, event.id, 1, std::nullopt)) << name;
        EXPECT_FALSE(withdraw(caller, event.id, InvitationId("any"))) << name;
    }
    EXPECT_TRUE(listed().empty());
}

TEST_F(InvitationsTest, SaysSoWhenNoMailIsSent) {
    const InviteGuests in_vain{events, invitations, rate_limits, randomness, clock, false};
    EXPECT_EQ(in_vain(host, event.id, {{"grace@example.org"}, "en"}).error().code, Errc::mail_off);
}

}  // namespace
}  // namespace snapory
