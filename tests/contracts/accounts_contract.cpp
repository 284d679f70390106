#include "application/ports/tokens.hpp"
#include "storage_contract.hpp"

namespace snapory {
namespace {

class AccountsContract : public StorageContract {
protected:
    AccountWithPassword some_account(const std::string& email, TimePoint created_at = noon) {
        return {{new_id<AccountId>(), email, "Ada", false, created_at}, "hash of " + email};
    }
    Result<Account> add(const AccountWithPassword& account, bool only_first = false) {
        return storage->accounts().add(account, new_id<OrganisationId>(), only_first);
    }
};
FOR_EVERY_STORAGE(AccountsContract);

TEST_P(AccountsContract, MakesTheFirstAccountAdminOfTheInstance) {
    auto first = some_account("ada@example.org");
    auto added = add(first);
    ASSERT_TRUE(added);
    EXPECT_TRUE(added->instance_admin);
    auto second = some_account("eve@example.org");
    second.account.instance_admin = true;
    EXPECT_FALSE(add(second)->instance_admin);
    EXPECT_FALSE(storage->accounts().find(second.account.id)->instance_admin);
}

TEST_P(AccountsContract, FindsWhatWasAdded) {
    auto account = some_account("ada@example.org");
    auto added = add(account);
    EXPECT_EQ(storage->accounts().find(account.account.id), *added);
    auto by_email = storage->accounts().find_by_email("ada@example.org");
    ASSERT_TRUE(by_email);
    EXPECT_EQ(by_email->account, *added);
    EXPECT_EQ(by_email->password_hash, "hash of ada@example.org");
    EXPECT_FALSE(storage->accounts().find(new_id<AccountId>()));
    EXPECT_FALSE(storage->accounts().find_by_email("eve@example.org"));
    EXPECT_FALSE(storage->accounts().find_by_email(""));
}

TEST_P(AccountsContract, RefusesASecondAccountOfAnAddress) {
    ASSERT_TRUE(add(some_account("ada@example.org")));
    auto again = some_account("ada@example.org");
    auto refused = add(again);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::conflict);
    EXPECT_FALSE(storage->accounts().find(again.account.id));
    EXPECT_TRUE(storage->accounts().memberships(again.account.id).empty());
}

TEST_P(AccountsContract, RefusesAnyButTheFirstWhenAsked) {
    ASSERT_TRUE(add(some_account("ada@example.org"), true));
    EXPECT_EQ(add(some_account("eve@example.org"), true).error().code, Errc::forbidden);
    EXPECT_EQ(add(some_account("ada@example.org"), true).error().code, Errc::forbidden)
        << "a stranger must not learn who has an account";
    EXPECT_EQ(storage->accounts().list().size(), 1U);
}

TEST_P(AccountsContract, GivesEachAccountAnOrganisationThatItOwns) {
    auto account = some_account("ada@example.org");
    auto organisation = new_id<OrganisationId>();
    ASSERT_TRUE(storage->accounts().add(account, organisation, false));
    std::vector<Membership> expected{{organisation, "Ada", Role::owner}};
    EXPECT_EQ(storage->accounts().memberships(account.account.id), expected);
    EXPECT_TRUE(storage->accounts().memberships(new_id<AccountId>()).empty());
}

TEST_P(AccountsContract, ListsTheOldestFirst) {
    for (int day = 0; day < 3; ++day)
        ASSERT_TRUE(add(some_account(std::to_string(day) + "@example.org", noon + std::chrono::days(day))));
    auto accounts = storage->accounts().list();
    ASSERT_EQ(accounts.size(), 3U);
    for (std::size_t day = 0; day < 3; ++day)
        EXPECT_EQ(accounts[day].email, std::to_string(day) + "@example.org");
}

TEST_P(AccountsContract, EndsEverySessionOfWhoseNewPasswordItSets) {
    auto ada = some_account("ada@example.org"), eve = some_account("eve@example.org");
    ASSERT_TRUE(add(ada));
    ASSERT_TRUE(add(eve));
    for (const auto* account : {&ada, &eve}) {
        Session session{
            new_id<SessionId>(),    new_id<SessionId>(), account->account.id, "browser", noon, noon,
            noon + refresh_lifetime};
        storage->sessions().add(session, account->account.email);
    }
    storage->accounts().set_password(ada.account.id, "another hash");
    EXPECT_EQ(storage->accounts().find_by_email("ada@example.org")->password_hash, "another hash");
    EXPECT_EQ(storage->accounts().find_by_email("eve@example.org")->password_hash, eve.password_hash);
    EXPECT_EQ(storage->sessions().find("ada@example.org", noon).found, Sessions::Found::unknown);
    EXPECT_EQ(storage->sessions().find("eve@example.org", noon).found, Sessions::Found::live);
}

TEST_P(AccountsContract, TakesOneOfManyThatRegisterAtOnce) {
    constexpr int threads = 8;
    std::vector<AccountWithPassword> same, different;
    same.reserve(threads);
    different.reserve(threads);
    for (int i = 0; i < threads; ++i) {
        same.push_back(some_account("ada@example.org"));
        different.push_back(some_account(std::to_string(i) + "@example.org"));
    }
    std::atomic<int> added = 0, admins = 0;
    std::atomic<int> next = 0;
    at_once(threads, [&](int i) {
        auto number = static_cast<std::size_t>(i);
        auto organisation = [&] { return OrganisationId("organisation " + std::to_string(next++)); };
        added += storage->accounts().add(same[number], organisation(), false).has_value();
        storage->accounts().add(different[number], organisation(), false).value();
    });
    EXPECT_EQ(added, 1);
    for (const auto& account : storage->accounts().list()) admins += account.instance_admin;
    EXPECT_EQ(admins, 1);
}

}  // namespace
}  // namespace snapory
