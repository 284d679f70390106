#include "application/ports/outbox.hpp"
#include "storage_contract.hpp"

namespace snapory {
namespace {

using namespace std::chrono_literals;

class OutboxContract : public StorageContract {
protected:
    OwedMail some_mail(TimePoint created_at = noon) {
        return {randomness.next_id<MailId>(created_at),
                MailKind::password_reset,
                "zoë@example.org",
                "de",
                created_at,
                created_at + 1h};
    }
    OwedMail owe(TimePoint created_at = noon) {
        auto mail = some_mail(created_at);
        storage->outbox().add(mail);
        return mail;
    }
    std::optional<MailId> claimed(TimePoint now) {
        auto next = storage->outbox().claim(now);
        return next ? std::optional(next->mail.id) : std::nullopt;
    }
};
FOR_EVERY_STORAGE(OutboxContract);

TEST_P(OutboxContract, GivesEachMailItsTurn) {
    auto second = owe(noon + 1s), first = owe();
    auto next = storage->outbox().claim(noon + 1min);
    ASSERT_TRUE(next);
    EXPECT_EQ(next->mail, first);
    EXPECT_EQ(next->attempts, 1U);
    EXPECT_EQ(claimed(noon + 1min), second.id);
    EXPECT_EQ(claimed(noon + 1min), std::nullopt);
}

TEST_P(OutboxContract, NothingIsDueBeforeItsTime) {
    EXPECT_EQ(claimed(noon), std::nullopt);
    auto mail = owe();
    EXPECT_EQ(claimed(noon - 1ms), std::nullopt);
    EXPECT_EQ(claimed(noon), mail.id);
}

TEST_P(OutboxContract, WhatIsSentIsGone) {
    auto mail = owe();
    storage->outbox().remove(mail.id);
    storage->outbox().remove(mail.id);
    EXPECT_EQ(claimed(noon + 1h), std::nullopt);
    EXPECT_EQ(storage->outbox().counts().waiting, 0U);
}

TEST_P(OutboxContract, WhatIsPostponedComesAgainAndIsCounted) {
    auto mail = owe();
    auto first = storage->outbox().claim(noon).value();
    storage->outbox().postpone(first, noon + 1min);
    EXPECT_EQ(claimed(noon + 1min - 1ms), std::nullopt);
    auto second = storage->outbox().claim(noon + 1min);
    ASSERT_TRUE(second);
    EXPECT_EQ(second->mail, mail);
    EXPECT_EQ(second->attempts, 2U);
}

TEST_P(OutboxContract, ALeaseThatRanOutPassesOn) {
    auto mail = owe();
    auto lost = storage->outbox().claim(noon).value();
    EXPECT_EQ(claimed(noon + mail_lease - 1ms), std::nullopt);
    EXPECT_EQ(claimed(noon + mail_lease), mail.id);
    storage->outbox().postpone(lost, noon);
    EXPECT_EQ(claimed(noon + mail_lease), std::nullopt) << "who lost the lease decides nothing";
}

TEST_P(OutboxContract, OfManySendersOneGetsAMail) {
    owe();
    std::atomic<int> got = 0;
    at_once(8, [&](int) { got += storage->outbox().claim(noon).has_value() ? 1 : 0; });
    EXPECT_EQ(got, 1);
}

TEST_P(OutboxContract, CountsWhatWaits) {
    EXPECT_EQ(storage->outbox().counts().oldest, std::nullopt);
    owe(noon + 1s);
    owe();
    storage->outbox().claim(noon);
    auto counts = storage->outbox().counts();
    EXPECT_EQ(counts.waiting, 2U);
    EXPECT_EQ(counts.oldest, noon);
}

TEST_P(OutboxContract, SurvivesARestart) {
    auto mail = owe();
    storage->reopen();
    EXPECT_EQ(claimed(noon), mail.id);
}

}  // namespace
}  // namespace snapory
