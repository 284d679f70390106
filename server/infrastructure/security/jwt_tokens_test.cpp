#include "infrastructure/security/jwt_tokens.hpp"

#include <gtest/gtest.h>

namespace snapory {
namespace {

constexpr std::string_view secret = "0123456789abcdef0123456789abcdef";
constexpr TimePoint noon{Milliseconds(1'760'000'000'000)};
const std::string one = "01890a5d-ac96-774b-bcce-b302099a8057";
const std::string two = "01890a5d-ac96-774b-bcce-b302099a8058";

TEST(JwtTokens, GiveBackWhatWasIssued) {
    JwtTokens tokens(secret);
    for (const Claims& claims : {Claims(AccessClaims{AccountId(one), SessionId(two)}),
                                 Claims(GuestClaims{GuestId(one), EventId(two)})}) {
        auto token = tokens.issue(claims, noon, noon + access_lifetime);
        EXPECT_EQ(tokens.verify(token, noon), claims);
        EXPECT_EQ(tokens.verify(token, noon + access_lifetime), std::nullopt) << "expired";
        EXPECT_EQ(JwtTokens("another secret of 32 characters!").verify(token, noon), std::nullopt);
    }
}

TEST(JwtTokens, AnyChangedCharacterIsRefused) {
    JwtTokens tokens(secret);
    auto token = tokens.issue(GuestClaims{GuestId(one), EventId(two)}, noon, noon + access_lifetime);
    ASSERT_TRUE(tokens.verify(token, noon));  // and remembered
    for (std::size_t i = 0; i < token.size(); ++i) {
        auto changed = token;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        EXPECT_EQ(tokens.verify(changed, noon), std::nullopt) << i;
    }
}

TEST(JwtTokens, VerifiesMoreTokensThanItRemembers) {
    JwtTokens tokens(secret);
    std::vector<std::string> many;
    for (int i = 0; i < 2'100; ++i)
        many.push_back(tokens.issue(GuestClaims{GuestId(one), EventId(two)}, noon + std::chrono::seconds(i),
                                    noon + access_lifetime));
    for (int round = 0; round < 2; ++round)
        for (const auto& token : many) ASSERT_TRUE(tokens.verify(token, noon));
}

TEST(JwtTokens, RefusesWhatIsNoToken) {
    JwtTokens tokens(secret);
    auto none = base64url(R"({"alg":"none"})") + "." +
                base64url(R"({"sub":")" + one + R"(","aud":"snapory","exp":9999999999})");
    for (const auto& text : {std::string(), std::string("."), std::string(".."), std::string("a.b.c"), none,
                             none + ".", std::string(100'000, 'a')})
        EXPECT_EQ(tokens.verify(text, noon), std::nullopt) << text.substr(0, 50);
}

// A signature over a payload that another version might have written: the payload is still read with care.
TEST(JwtTokens, RefusesSignedNonsense) {
    JwtTokens tokens(secret);
    Hmac hmac(secret, "snapory jwt v1");
    for (auto payload : {"", "[]", "{}", R"({"exp":"soon"})", R"({"exp":9999999999})",
                         R"({"exp":9999999999,"aud":"snapory","sub":"x","sid":"y"})"}) {
        auto text = base64url(R"({"alg":"HS256","typ":"access+jwt"})") + "." + base64url(payload);
        auto mac = hmac(text);
        EXPECT_EQ(tokens.verify(
                      text + "." + base64url({reinterpret_cast<const char*>(mac.data()), mac.size()}), noon),
                  std::nullopt)
            << payload;
    }
}

}  // namespace
}  // namespace snapory
