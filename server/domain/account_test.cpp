#include "domain/account.hpp"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace snapory {
namespace {

TEST(Email, IsLowerCaseAndTrimmed) { EXPECT_EQ(parse_email("  Ada@Example.ORG\n"), "ada@example.org"); }

TEST(Email, IsRefusedWhenItCannotBeOne) {
    for (const auto* typed : {"", "ada", "@example.org", "ada@", "ada@example", "ada@.org", "ada@example.",
                              "a b@example.org", "a@b@example.org", "ada@exam\x01ple.org"})
        EXPECT_EQ(parse_email(typed).error().field, "email") << typed;
    EXPECT_FALSE(parse_email(std::string(250, 'a') + "@b.org"));
}

TEST(Password, HasTenCharactersAtLeastAndTwoHundredBytesAtMost) {
    const std::vector<std::pair<std::string, bool>> table{
        {"", false},
        {"123456789", false},
        {"1234567890", true},
        {"ääääääääää", true},  // ten characters, twenty bytes
        {"äääää", false},      // five characters, ten bytes
        {std::string(200, 'x'), true},
        {std::string(201, 'x'), false},
    };
    for (const auto& [password, accepted] : table)
        EXPECT_EQ(check_password(password).has_value(), accepted) << password;
}

}  // namespace
}  // namespace snapory
