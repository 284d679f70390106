#include "infrastructure/security/hmac_signatures.hpp"

#include <gtest/gtest.h>

namespace snapory {
namespace {

constexpr std::string_view secret = "0123456789abcdef0123456789abcdef";
constexpr TimePoint noon{Milliseconds(1'760'000'000'000)};

TEST(HmacSignatures, FitOnlyWhatWasSigned) {
    HmacSignatures signatures(secret);
    auto signature = signatures.sign("GET /blobs/a", noon);
    EXPECT_EQ(signature.size(), 43u);
    EXPECT_TRUE(signatures.fits("GET /blobs/a", noon, signature));

    EXPECT_FALSE(signatures.fits("GET /blobs/b", noon, signature));
    EXPECT_FALSE(signatures.fits("GET /blobs/a", noon + Milliseconds(1), signature));
    EXPECT_FALSE(signatures.fits("GET /blobs/a", noon, signature + "A"));
    EXPECT_FALSE(signatures.fits("GET /blobs/a", noon, ""));
    EXPECT_FALSE(signatures.fits("GET /blobs/a", noon, "not base64 at all!"));
    EXPECT_FALSE(HmacSignatures("another secret of 32 characters!").fits("GET /blobs/a", noon, signature));
}

TEST(Hmac, RefusesAShortSecret) { EXPECT_THROW(HmacSignatures("short"), std::invalid_argument); }

TEST(Hmac, KnownAnswers) {
    EXPECT_EQ(sha256_hex("abc"),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");  // FIPS 180-2
    auto mac = Hmac(secret, "a purpose")("a message");
    EXPECT_EQ(base64url({reinterpret_cast<const char*>(mac.data()), mac.size()}),
              "EQWXDwpOoJKA6oVaGWKPLLqQKTeftVsVSqxOjXq0bx0");  // by Python's hmac
    EXPECT_EQ(base64url("\xfb\xff"), "-_8");
    EXPECT_EQ(from_base64url("-_8"), "\xfb\xff");
    for (auto wrong : {"-_8=", "+/8", "-_", "-_8 ", "A"})
        EXPECT_NE(from_base64url(wrong), "\xfb\xff") << wrong;
}

}  // namespace
}  // namespace snapory
