#include "storage_contract.hpp"

namespace snapory {
namespace {

using namespace std::chrono_literals;

class DigestsContract : public StorageContract {
protected:
    DigestsContract() {
        storage->guests().add({guest, event.id, "Grace", noon, {}}, event.organisation);
        ask_by_selfie();
    }

    void ask_by_selfie() {
        Selfie selfie{new_id<SelfieId>(), event.id,       guest.text(), {1, 0},
                      ModelId("model"),   {0.45F, 0.38F}, noon,         noon + 24h};
        storage->selfies().put(selfie, line(ConsentAct::given));
    }
    Consent line(ConsentAct act) { return {event.id, guest.text(), act, "1", randomness.next_token(), noon}; }

    Digest some_digest() { return {event.id, guest, "grace@example.org", "de", 3, 0, noon, MailId()}; }
    Digest put() {
        auto digest = some_digest();
        storage->digests().put(digest);
        return digest;
    }
    std::optional<Digest> kept() { return storage->digests().find(event.id, guest); }
    std::vector<DueDigest> due(TimePoint now = noon) { return storage->digests().due(now, many); }
    OwedMail mail_of(const Digest& digest) {
        return {digest.mail, MailKind::digest, digest.email, digest.language, noon, noon + 12h};
    }

    GuestId guest = new_id<GuestId>();
};
FOR_EVERY_STORAGE(DigestsContract);

TEST_P(DigestsContract, KeepsOneWishOfAGuest) {
    EXPECT_FALSE(kept());
    auto digest = put();
    EXPECT_EQ(kept(), digest);
    digest.email = "other@example.org";
    storage->digests().put(digest);
    EXPECT_EQ(kept(), digest);
    storage->digests().remove(event.id, guest);
    storage->digests().remove(event.id, guest);
    EXPECT_FALSE(kept());
}

TEST_P(DigestsContract, NobodyIsMailedWithoutAStandingQuery) {
    auto digest = some_digest();
    digest.guest = new_id<GuestId>();
    storage->digests().put(digest);
    EXPECT_FALSE(storage->digests().find(event.id, digest.guest));
}

TEST_P(DigestsContract, IsDueOnceSomethingHasChangedAndNothingIsProcessed) {
    auto digest = put();
    EXPECT_TRUE(due().empty()) << "nothing has changed";
    auto photo = add_photo();
    EXPECT_TRUE(due().empty()) << "a photo is being processed";
    make_ready(photo);
    EXPECT_TRUE(due(noon - 1ms).empty());
    ASSERT_EQ(due().size(), 1U);
    auto seen = due().front();
    EXPECT_EQ(seen.digest, digest);
    EXPECT_GT(seen.sequence, 0U);

    digest.sequence = seen.sequence;
    storage->digests().settle(seen.digest, digest, std::nullopt);
    EXPECT_TRUE(due().empty());
    EXPECT_EQ(kept(), digest);
}

TEST_P(DigestsContract, OfManyWhoSettleOneOwesTheMail) {
    put();
    make_ready(add_photo());
    auto seen = due().at(0);
    auto next = seen.digest;
    next.sequence = seen.sequence;
    next.told = 4;
    next.due = noon + 12h;
    next.mail = new_id<MailId>();
    at_once(8, [&](int) { storage->digests().settle(seen.digest, next, mail_of(next)); });
    EXPECT_EQ(storage->outbox().counts().waiting, 1U);
    EXPECT_EQ(kept(), next);
    EXPECT_EQ(storage->digests().find(next.mail), next);
    EXPECT_FALSE(storage->digests().find(new_id<MailId>()));
}

TEST_P(DigestsContract, OutlivesAnotherSelfie) {
    auto digest = put();
    ask_by_selfie();
    EXPECT_EQ(kept(), digest);
}

TEST_P(DigestsContract, GoesWithTheStandingQuery) {
    put();
    storage->selfies().remove(event.id, guest.text(), line(ConsentAct::withdrawn));
    EXPECT_FALSE(kept());
    ask_by_selfie();
    EXPECT_FALSE(kept());
}

TEST_P(DigestsContract, GoesWithTheQuerysTime) {
    put();
    storage->selfies().purge(noon + 24h);
    EXPECT_FALSE(kept());
}

TEST_P(DigestsContract, GoesWithTheGuest) {
    put();
    storage->guests().revoke(event.id, guest, noon);
    EXPECT_FALSE(kept());
}

TEST_P(DigestsContract, GoesWithTheEvent) {
    put();
    storage->events().purge(event.id);
    EXPECT_FALSE(kept());
}

}  // namespace
}  // namespace snapory
