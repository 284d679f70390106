#include <gtest/gtest.h>

#include <map>

#include "api/fixture_test.hpp"

namespace snapory {
namespace {

class InvitationsApi : public ServedApi {};

TEST_F(InvitationsApi, GuestsAreInvitedAndWithdrawn) {
    auto path = event_path("/invitations");
    auto asked = post(path, scene.host, R"({"emails":["Grace@example.org"],"language":"de"})");
    EXPECT_EQ(asked.status, 202) << asked.text;
    EXPECT_EQ(asked.text, "");
    auto listed = get(path, scene.host);
    EXPECT_EQ(listed.at("items.0.email"), "grace@example.org");
    EXPECT_EQ(listed.at("items.0.status"), "waiting");
    auto withdrawn = send(http::Method::del, path + "/" + listed.at("items.0.id"), scene.host);
    EXPECT_EQ(withdrawn.status, 204) << withdrawn.text;
    EXPECT_EQ(scene.outbox.counts().waiting, 0U);
}

TEST_F(InvitationsApi, EveryAddressThatIsNoneIsNamed) {
    auto refused = post(event_path("/invitations"), scene.host,
                        R"({"emails":["grace@example.org",7,"alan\r\nBcc: all@example.org"]})");
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(refused.at("errors.0.field"), "emails[1]");
    EXPECT_EQ(refused.at("errors.1.field"), "emails[2]");
    EXPECT_EQ(scene.outbox.counts().waiting, 0U);
}

TEST_F(InvitationsApi, SpeaksTheLanguageThatIsNamedOrThatOfTheHost) {
    auto path = event_path("/invitations");
    send(http::Method::post, path, scene.host, R"({"emails":["a@example.org"],"language":"tr"})",
         headers("Accept-Language", "de"));
    send(http::Method::post, path, scene.host, R"({"emails":["b@example.org"]})",
         headers("Accept-Language", "de"));
    std::map<std::string, std::string> languages;
    while (auto claimed = scene.outbox.claim(scene.clock.now()))
        languages[claimed->mail.to] = claimed->mail.language;
    EXPECT_EQ(languages,
              (std::map<std::string, std::string>{{"a@example.org", "tr"}, {"b@example.org", "de"}}));
    auto refused = post(path, scene.host, R"({"emails":["c@example.org"],"language":"tlh"})");
    EXPECT_EQ(refused.at("errors.0.field"), "language");
}

}  // namespace
}  // namespace snapory
