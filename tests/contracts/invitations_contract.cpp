#include "storage_contract.hpp"

namespace snapory {
namespace {

using namespace std::chrono_literals;

class InvitationsContract : public StorageContract {
protected:
    InvitationsContract() {
        EXPECT_TRUE(storage->accounts().add({{host, "ada@example.org", "Ada", false, noon}, "hash"},
                                            OrganisationId("organisation"), false));
    }

    MailedInvitation invitation_of(const std::string& email, TimePoint created_at = noon) {
        return {new_id<InvitationId>(), event.id, host, email, "de", InvitationState::waiting, created_at};
    }
    MailedInvitation invite(const std::string& email, TimePoint created_at = noon) {
        auto made = invitation_of(email, created_at);
        storage->invitations().add({made});
        return made;
    }
    std::vector<MailedInvitation> listed() {
        return storage->invitations().list(event.id, many, std::nullopt).items;
    }
    std::uint64_t owed() { return storage->outbox().counts().waiting; }

    AccountId host = new_id<AccountId>();
};
FOR_EVERY_STORAGE(InvitationsContract);

TEST_P(InvitationsContract, OwesTheMailOfEach) {
    auto grace = invite("grace@example.org");
    EXPECT_EQ(storage->invitations().find(grace.id), grace);
    auto claimed = storage->outbox().claim(noon);
    ASSERT_TRUE(claimed);
    EXPECT_EQ(claimed->mail, mail_of(grace));
}

TEST_P(InvitationsContract, OneThatFailedAtOnceOwesNone) {
    auto grace = invitation_of("grace@example.org");
    grace.state = InvitationState::failed;
    storage->invitations().add({grace});
    EXPECT_EQ(listed(), std::vector{grace});
    EXPECT_EQ(owed(), 0U);
}

TEST_P(InvitationsContract, AnAddressIsInvitedOnceAnEvent) {
    auto first = invite("grace@example.org");
    invite("grace@example.org", noon + 1h);
    EXPECT_EQ(listed(), std::vector{first});
    storage->invitations().settle(first.id, InvitationState::sent);
    invite("grace@example.org", noon + 1h);
    EXPECT_EQ(owed(), 1U);

    auto elsewhere = invitation_of("grace@example.org");
    elsewhere.event = add_event().id;
    storage->invitations().add({elsewhere});
    EXPECT_EQ(owed(), 2U);
}

TEST_P(InvitationsContract, WhatFailedIsReplaced) {
    auto first = invite("grace@example.org");
    storage->invitations().settle(first.id, InvitationState::failed);
    auto second = invite("grace@example.org", noon + 1h);
    EXPECT_EQ(listed(), std::vector{second});
    EXPECT_FALSE(storage->invitations().find(first.id));
    EXPECT_EQ(owed(), 2U);
}

TEST_P(InvitationsContract, OfManyWhoInviteTheSameOneDoes) {
    std::vector<MailedInvitation> same;
    for (int i = 0; i < 8; ++i) same.push_back(invitation_of("grace@example.org"));
    at_once(8, [&](int number) { storage->invitations().add({same[std::size_t(number)]}); });
    EXPECT_EQ(listed().size(), 1U);
    EXPECT_EQ(owed(), 1U);
}

TEST_P(InvitationsContract, ListsByPagesNewestFirst) {
    auto first = invite("a@example.org"), second = invite("b@example.org", noon + 1s),
         third = invite("c@example.org", noon + 2s);
    auto page = storage->invitations().list(event.id, 2, std::nullopt);
    EXPECT_EQ(page.items, (std::vector{third, second}));
    ASSERT_TRUE(page.next);
    auto rest = storage->invitations().list(event.id, 2, page.next);
    EXPECT_EQ(rest.items, std::vector{first});
    EXPECT_FALSE(rest.next);
    EXPECT_TRUE(storage->invitations().list(add_event().id, many, std::nullopt).items.empty());
}

TEST_P(InvitationsContract, WhatIsRemovedIsForgottenWithItsMail) {
    auto grace = invite("grace@example.org");
    EXPECT_FALSE(storage->invitations().remove(add_event().id, grace.id));
    EXPECT_TRUE(storage->invitations().remove(event.id, grace.id));
    EXPECT_FALSE(storage->invitations().remove(event.id, grace.id));
    EXPECT_TRUE(listed().empty());
    EXPECT_EQ(owed(), 0U);
    storage->invitations().settle(grace.id, InvitationState::sent);
    EXPECT_TRUE(listed().empty());
}

TEST_P(InvitationsContract, GoesWithItsEvent) {
    auto grace = invite("grace@example.org");
    event.state = EventState::deleted;
    event.deleted_at = noon;
    storage->events().change(event, FaceData::keep, noon);
    EXPECT_FALSE(storage->invitations().find(grace.id));
    storage->events().purge(event.id);
    EXPECT_TRUE(listed().empty());
}

}  // namespace
}  // namespace snapory
