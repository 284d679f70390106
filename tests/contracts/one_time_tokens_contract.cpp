#include "application/ports/one_time_tokens.hpp"
#include "storage_contract.hpp"

namespace snapory {
namespace {

using namespace std::chrono_literals;

class OneTimeTokensContract : public StorageContract {
protected:
    static constexpr auto reset = TokenPurpose::password_reset;

    void add(const std::string& hash, const std::string& subject = "ada", TimePoint expires_at = noon + 1h) {
        storage->one_time_tokens().add({reset, hash, subject, expires_at});
    }
    std::optional<std::string> find(const std::string& hash, TimePoint now = noon) {
        return storage->one_time_tokens().find(reset, hash, now);
    }
    std::optional<std::string> take(const std::string& hash, TimePoint now = noon) {
        return storage->one_time_tokens().take(reset, hash, now);
    }
};
FOR_EVERY_STORAGE(OneTimeTokensContract);

TEST_P(OneTimeTokensContract, ATokenIsFoundOftenAndTakenOnce) {
    add("hash");
    add("other", "charles");
    EXPECT_EQ(find("hash"), "ada");
    EXPECT_EQ(find("hash"), "ada");
    EXPECT_EQ(take("hash"), "ada");
    EXPECT_EQ(take("hash"), std::nullopt);
    EXPECT_EQ(find("hash"), std::nullopt);
    EXPECT_EQ(find("other"), "charles");
    EXPECT_EQ(find(""), std::nullopt);
}

TEST_P(OneTimeTokensContract, OfManyWhoTakeItOneHasIt) {
    add("hash");
    std::atomic<int> taken = 0;
    at_once(8, [&](int) { taken += take("hash") ? 1 : 0; });
    EXPECT_EQ(taken, 1);
}

TEST_P(OneTimeTokensContract, ATokenExpires) {
    add("hash");
    EXPECT_EQ(find("hash", noon + 1h - 1ms), "ada");
    EXPECT_EQ(find("hash", noon + 1h), std::nullopt);
    EXPECT_EQ(take("hash", noon + 1h), std::nullopt);
    EXPECT_EQ(take("hash", noon), "ada") << "an attempt that was too late takes nothing";
}

TEST_P(OneTimeTokensContract, ForgetsWhatExpired) {
    add("early");
    add("late", "ada", noon + 2h);
    storage->one_time_tokens().purge(noon + 1h);
    EXPECT_EQ(find("early"), std::nullopt);
    EXPECT_EQ(find("late"), "ada");
}

TEST_P(OneTimeTokensContract, ANewPasswordEndsThoseOfTheAccount) {
    auto account = new_id<AccountId>();
    add("hers", account.text());
    add("also hers", account.text());
    add("another's", "charles");
    storage->accounts().set_password(account, "hash");
    EXPECT_EQ(find("hers"), std::nullopt);
    EXPECT_EQ(find("also hers"), std::nullopt);
    EXPECT_EQ(find("another's"), "charles");
}

}  // namespace
}  // namespace snapory
