#include "storage_contract.hpp"

namespace snapory {
namespace {

class IdempotencyKeysContract : public StorageContract {
protected:
    IdempotencyKeys::Claim claim(TimePoint now = noon, const std::string& content = "content") {
        return storage->idempotency_keys().claim("ada POST /events", "key", content, now);
    }
    void keep() { storage->idempotency_keys().keep("ada POST /events", "key", answer); }
    void release() { storage->idempotency_keys().release("ada POST /events", "key"); }

    KeptAnswer answer{201, "/api/v1/events/1", R"({"title":"Ada & Charles"})"};
};
FOR_EVERY_STORAGE(IdempotencyKeysContract);

using Found = IdempotencyKeys::Found;

TEST_P(IdempotencyKeysContract, RepeatsTheFirstAnswer) {
    EXPECT_EQ(claim().found, Found::fresh);
    EXPECT_EQ(claim().found, Found::running);
    keep();
    auto repeated = claim(noon + idempotency_lifetime - Milliseconds(1));
    EXPECT_EQ(repeated.found, Found::answered);
    EXPECT_EQ(repeated.answer, answer);
}

TEST_P(IdempotencyKeysContract, RefusesAnotherContentUnderTheSameKey) {
    claim();
    EXPECT_EQ(claim(noon, "other").found, Found::other);
    keep();
    EXPECT_EQ(claim(noon, "other").found, Found::other);
}

TEST_P(IdempotencyKeysContract, KeepsScopesAndKeysApart) {
    claim();
    EXPECT_EQ(storage->idempotency_keys().claim("eve POST /events", "key", "content", noon).found,
              Found::fresh);
    EXPECT_EQ(storage->idempotency_keys().claim("ada POST /events", "yek", "content", noon).found,
              Found::fresh);
}

TEST_P(IdempotencyKeysContract, FreesAKeyThatLedToNothing) {
    claim();
    release();
    EXPECT_EQ(claim(noon, "other").found, Found::fresh);
    release();
    release();
}

TEST_P(IdempotencyKeysContract, FreesAKeyWhoseHolderDied) {
    claim();
    EXPECT_EQ(claim(noon + idempotency_lease - Milliseconds(1)).found, Found::running);
    EXPECT_EQ(claim(noon + idempotency_lease, "other").found, Found::fresh);
    EXPECT_EQ(claim(noon + idempotency_lease, "other").found, Found::running);
}

TEST_P(IdempotencyKeysContract, FreesAKeyAtTheEndOfItsLifetime) {
    claim();
    keep();
    EXPECT_EQ(claim(noon + idempotency_lifetime).found, Found::fresh);
    EXPECT_EQ(claim(noon + idempotency_lifetime).found, Found::running) << "the old answer is gone";
}

TEST_P(IdempotencyKeysContract, ForgetsOldKeys) {
    claim();
    keep();
    storage->idempotency_keys().purge(noon + idempotency_lifetime);
    EXPECT_EQ(claim(noon).found, Found::answered);
    storage->idempotency_keys().purge(noon + idempotency_lifetime + Milliseconds(1));
    EXPECT_EQ(claim(noon).found, Found::fresh);
}

TEST_P(IdempotencyKeysContract, LetsOneOfManyBegin) {
    std::atomic<int> fresh = 0;
    at_once(8, [&](int) { fresh += claim().found == Found::fresh; });
    EXPECT_EQ(fresh, 1);
}

}  // namespace
}  // namespace snapory
