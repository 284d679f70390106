#include "application/ports/tokens.hpp"
#include "storage_contract.hpp"

namespace snapory {
namespace {

class SessionsContract : public StorageContract {
protected:
    SessionsContract() {
        AccountWithPassword ada{{account, "ada@example.org", "Ada", false, noon}, "hash"};
        storage->accounts().add(ada, new_id<OrganisationId>(), false).value();
    }

    Session some_session(const SessionId& of, TimePoint used_at = noon) {
        return {new_id<SessionId>(),       of, account, "Firefox on a \"phone\"", noon, used_at,
                used_at + refresh_lifetime};
    }
    Sessions::Found find(const std::string& token, TimePoint now = noon) {
        return storage->sessions().find(token, now).found;
    }

    AccountId account = new_id<AccountId>();
    SessionId family = new_id<SessionId>();
};
FOR_EVERY_STORAGE(SessionsContract);

using Found = Sessions::Found;

TEST_P(SessionsContract, FindsASessionUntilItExpires) {
    auto session = some_session(family);
    storage->sessions().add(session, "token");
    auto lookup = storage->sessions().find("token", session.expires_at - Milliseconds(1));
    EXPECT_EQ(lookup.found, Found::live);
    EXPECT_EQ(lookup.session, session);
    EXPECT_EQ(find("token", session.expires_at), Found::unknown);
    EXPECT_EQ(find("another"), Found::unknown);
    EXPECT_EQ(find(""), Found::unknown);
}

TEST_P(SessionsContract, AnAccountIsSignedInWhileASessionOfTheFamilyLives) {
    auto session = some_session(family);
    auto signed_in = [&](const SessionId& of, TimePoint now = noon) {
        return storage->accounts().signed_in(account, of, now);
    };
    EXPECT_FALSE(signed_in(family));
    storage->sessions().add(session, "token");
    storage->sessions().replace("token", some_session(family, noon + std::chrono::hours(1)), "next token");
    auto found = signed_in(family);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->account, storage->accounts().find(account));
    EXPECT_EQ(found->memberships, storage->accounts().memberships(account));
    EXPECT_FALSE(signed_in(new_id<SessionId>()));
    EXPECT_FALSE(storage->accounts().signed_in(new_id<AccountId>(), family, noon));
    EXPECT_FALSE(signed_in(family, noon + std::chrono::hours(1) + refresh_lifetime)) << "expired";
    storage->sessions().revoke_family(family);
    EXPECT_FALSE(signed_in(family));
}

TEST_P(SessionsContract, TellsATokenThatWasReplaced) {
    auto first = some_session(family), second = some_session(family, noon + std::chrono::minutes(15));
    storage->sessions().add(first, "first");
    EXPECT_TRUE(storage->sessions().replace("first", second, "second"));
    auto lookup = storage->sessions().find("first", noon);
    EXPECT_EQ(lookup.found, Found::replaced);
    EXPECT_EQ(lookup.session, first);
    EXPECT_EQ(storage->sessions().find("second", noon).session, second);
    EXPECT_FALSE(storage->sessions().replace("first", some_session(family), "third"));
    EXPECT_EQ(find("third"), Found::unknown);
}

TEST_P(SessionsContract, ReplacesAKnownTokenOnly) {
    EXPECT_FALSE(storage->sessions().replace("never seen", some_session(family), "new"));
    EXPECT_EQ(find("new"), Found::unknown);
}

TEST_P(SessionsContract, LetsOneOfManyReplaceAToken) {
    storage->sessions().add(some_session(family), "token");
    constexpr int threads = 8;
    std::vector<Session> sessions;
    sessions.reserve(threads);
    for (int i = 0; i < threads; ++i) sessions.push_back(some_session(family));
    std::atomic<int> replaced = 0;
    at_once(threads, [&](int i) {
        auto token = "token " + std::to_string(i);
        replaced += storage->sessions().replace("token", sessions[static_cast<std::size_t>(i)], token);
    });
    EXPECT_EQ(replaced, 1);
    EXPECT_EQ(storage->sessions().live(account, noon).size(), 1U);
}

TEST_P(SessionsContract, RevokesAWholeFamilyAndNoOther) {
    storage->sessions().add(some_session(family), "first");
    storage->sessions().replace("first", some_session(family), "second");
    storage->sessions().add(some_session(new_id<SessionId>()), "other");
    storage->sessions().revoke_family(family);
    EXPECT_EQ(find("first"), Found::unknown);
    EXPECT_EQ(find("second"), Found::unknown);
    EXPECT_EQ(find("other"), Found::live);
    EXPECT_FALSE(storage->sessions().replace("second", some_session(family), "third"));
    EXPECT_EQ(find("third"), Found::unknown);
}

TEST_P(SessionsContract, ListsOneSessionAFamilyLatestUseFirst) {
    auto other_family = new_id<SessionId>();
    auto older = some_session(other_family, noon + std::chrono::hours(1));
    auto latest = some_session(family, noon + std::chrono::hours(2));
    storage->sessions().add(some_session(family), "first");
    storage->sessions().replace("first", latest, "second");
    storage->sessions().add(older, "older");
    EXPECT_EQ(storage->sessions().live(account, noon), (std::vector{latest, older}));
    EXPECT_EQ(storage->sessions().live(account, older.expires_at), std::vector{latest});
    EXPECT_TRUE(storage->sessions().live(new_id<AccountId>(), noon).empty());
}

TEST_P(SessionsContract, ForgetsWhatExpired) {
    auto early = some_session(family), late = some_session(family, noon + std::chrono::hours(1));
    storage->sessions().add(early, "early");
    storage->sessions().add(late, "late");
    storage->sessions().purge(early.expires_at);
    EXPECT_EQ(find("early"), Found::unknown) << "gone even for a clock that is behind";
    EXPECT_EQ(find("late"), Found::live);
}

}  // namespace
}  // namespace snapory
