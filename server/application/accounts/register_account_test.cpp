#include "application/accounts/register_account.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "infrastructure/memory/world.hpp"

namespace snapory {
namespace {

struct RegisterAccountTest : testing::Test, MemoryWorld {
    Result<Account> enrol(const NewAccount& wanted, Registration registration = Registration::open) {
        return RegisterAccount(accounts, passwords, randomness, clock, registration)(wanted);
    }
};

TEST_F(RegisterAccountTest, FirstAccountIsTheAdminAndOwnsAnOrganisation) {
    auto ada = enrol({" Ada@Example.org ", " Ada ", "a long password"}, Registration::first);
    ASSERT_TRUE(ada);
    EXPECT_EQ(ada->email, "ada@example.org");
    EXPECT_EQ(ada->name, "Ada");
    EXPECT_TRUE(ada->instance_admin);
    EXPECT_EQ(accounts.memberships(ada->id).at(0).role, Role::owner);
    EXPECT_TRUE(passwords.fits("a long password", accounts.find_by_email("ada@example.org")->password_hash));
}

TEST_F(RegisterAccountTest, LaterOnesAreUpToTheOperator) {
    ASSERT_TRUE(enrol({"ada@example.org", "", "a long password"}, Registration::invite));
    for (auto registration : {Registration::first, Registration::invite})
        EXPECT_EQ(enrol({"eve@example.org", "", "a long password"}, registration).error().code,
                  Errc::forbidden);
    auto eve = enrol({"eve@example.org", "", "a long password"}, Registration::open);
    ASSERT_TRUE(eve);
    EXPECT_FALSE(eve->instance_admin);
}

TEST_F(RegisterAccountTest, NamesTheFieldThatIsWrong) {
    const std::vector<std::pair<NewAccount, std::string>> table{
        {{"ada", "Ada", "a long password"}, "email"},
        {{"ada@example.org", "A\nda", "a long password"}, "displayName"},
        {{"ada@example.org", std::string(81, 'x'), "a long password"}, "displayName"},
        {{"ada@example.org", "Ada", "short"}, "password"},
    };
    for (const auto& [wanted, field] : table) {
        auto account = enrol(wanted);
        ASSERT_FALSE(account);
        EXPECT_EQ(account.error().code, Errc::invalid);
        EXPECT_EQ(account.error().field, field);
    }
    EXPECT_TRUE(accounts.list().empty());
}

TEST_F(RegisterAccountTest, AddressIsTakenOnce) {
    ASSERT_TRUE(enrol({"ada@example.org", "", "a long password"}));
    EXPECT_EQ(enrol({"ADA@example.org", "", "a long password"}).error().code, Errc::conflict);
}

}  // namespace
}  // namespace snapory
