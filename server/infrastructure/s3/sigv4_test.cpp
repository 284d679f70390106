#include "infrastructure/s3/sigv4.hpp"

#include <gtest/gtest.h>

#include "domain/text.hpp"

namespace snapory {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view empty_payload = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

std::span<const std::byte> bytes_of(std::string_view text) { return std::as_bytes(std::span(text)); }

std::string signature_of(const std::string& authorization) {
    return authorization.substr(authorization.rfind('=') + 1);
}

// ---- The suite that AWS published for implementers (aws-sig-v4-test-suite), by the names of its cases.

struct SuiteCase {
    const char* name;
    const char* method;
    const char* path;
    NameValues query;
    NameValues headers;
    const char* body;
    const char* signature;
};

class SigV4Suite : public testing::TestWithParam<SuiteCase> {};

TEST_P(SigV4Suite, SignsAsAwsDoes) {
    const auto& known = GetParam();
    constexpr TimePoint then = std::chrono::sys_days(std::chrono::year(2015) / 8 / 30) + 12h + 36min;
    SigV4 signer({"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", ""}, "us-east-1", "service");
    SignedRequest request{known.method, known.path, known.query, known.headers,
                          sha256_hex(bytes_of(known.body))};
    request.headers.emplace_back("host", "example.amazonaws.com");
    request.headers.emplace_back("x-amz-date", "20150830T123600Z");
    auto authorization = signer.authorization(request, then);
    EXPECT_TRUE(
        authorization.starts_with("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/"
                                  "aws4_request, SignedHeaders="));
    EXPECT_EQ(signature_of(authorization), known.signature);
}

INSTANTIATE_TEST_SUITE_P(
    SigV4, SigV4Suite,
    testing::Values(SuiteCase{"get_vanilla",
                              "GET",
                              "/",
                              {},
                              {},
                              "",
                              "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"},
                    SuiteCase{"get_vanilla_query_order_key_case",
                              "GET",
                              "/",
                              {{"Param2", "value2"}, {"Param1", "value1"}},
                              {},
                              "",
                              "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"},
                    SuiteCase{"get_unreserved",
                              "GET",
                              "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
                              {},
                              {},
                              "",
                              "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f"},
                    SuiteCase{"get_utf8",
                              "GET",
                              "/%E1%88%B4",
                              {},
                              {},
                              "",
                              "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"},
                    SuiteCase{"get_header_value_trim",
                              "GET",
                              "/",
                              {},
                              {{"my-header1", " value1"}, {"my-header2", " \"a   b   c\""}},
                              "",
                              "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"},
                    SuiteCase{"get_header_key_duplicate",
                              "GET",
                              "/",
                              {},
                              {{"my-header1", "value2"}, {"my-header1", "value2"}, {"my-header1", "value1"}},
                              "",
                              "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea"},
                    SuiteCase{"post_vanilla",
                              "POST",
                              "/",
                              {},
                              {},
                              "",
                              "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"},
                    SuiteCase{"post_vanilla_query",
                              "POST",
                              "/",
                              {{"Param1", "value1"}},
                              {},
                              "",
                              "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11"},
                    SuiteCase{"post_header_key_sort",
                              "POST",
                              "/",
                              {},
                              {{"my-header1", "value1"}},
                              "",
                              "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c"},
                    SuiteCase{"post_x_www_form_urlencoded",
                              "POST",
                              "/",
                              {},
                              {{"content-type", "application/x-www-form-urlencoded"}},
                              "Param1=value1",
                              "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"}),
    [](const auto& info) { return std::string(info.param.name); });

// ---- The examples of the S3 API reference, "Signature Calculations for the Authorization Header".

class S3Examples : public testing::Test {
protected:
    std::string sign(const std::string& method, const std::string& path, const NameValues& query,
                     const NameValues& headers, std::string_view payload) {
        SignedRequest request{method, path, query, headers, std::string(payload)};
        request.headers.insert(request.headers.end(), {{"host", "examplebucket.s3.amazonaws.com"},
                                                       {"x-amz-content-sha256", request.payload},
                                                       {"x-amz-date", amz_time(then)}});
        return signature_of(signer.authorization(request, then));
    }

    static constexpr TimePoint then = std::chrono::sys_days(std::chrono::year(2013) / 5 / 24);
    SigV4 signer{{"AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", ""}, "us-east-1"};
};

TEST_F(S3Examples, GetObject) {
    EXPECT_EQ(sign("GET", "/test.txt", {}, {{"range", "bytes=0-9"}}, empty_payload),
              "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
}

TEST_F(S3Examples, PutObject) {
    auto payload = sha256_hex(bytes_of("Welcome to Amazon S3."));
    EXPECT_EQ(payload, "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072");
    EXPECT_EQ(sign("PUT", percent_encoded("/test$file.text", "/"), {},
                   {{"date", "Fri, 24 May 2013 00:00:00 GMT"}, {"x-amz-storage-class", "REDUCED_REDUNDANCY"}},
                   payload),
              "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
}

TEST_F(S3Examples, GetBucketLifecycle) {
    EXPECT_EQ(sign("GET", "/", {{"lifecycle", ""}}, {}, empty_payload),
              "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
}

TEST_F(S3Examples, ListObjects) {
    EXPECT_EQ(sign("GET", "/", {{"prefix", "J"}, {"max-keys", "2"}}, {}, empty_payload),
              "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
}

TEST_F(S3Examples, PresignedUrl) {
    SignedRequest request{"GET", "/test.txt", {}, {{"host", "examplebucket.s3.amazonaws.com"}}, ""};
    EXPECT_EQ(
        signer.presigned_query(request, then, 24h),
        "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%"
        "2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&"
        "X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
}

TEST_F(S3Examples, PresignedUrlsOfTemporaryCredentialsCarryTheirToken) {
    SigV4 temporary({"ASIA", "secret", "to/ken="}, "us-east-1");
    SignedRequest request{"GET", "/test.txt", {}, {{"host", "examplebucket.s3.amazonaws.com"}}, ""};
    auto query = temporary.presigned_query(request, then, 24h);
    EXPECT_NE(query.find("&X-Amz-Security-Token=to%2Fken%3D&"), std::string::npos) << query;
}

TEST_F(S3Examples, TheKeyOfAnotherDayIsAnother) {
    SignedRequest request{"GET", "/test.txt", {}, {{"host", "h"}}, ""};
    auto today = signer.presigned_query(request, then, 1h);
    EXPECT_NE(signer.presigned_query(request, then + 24h, 1h), today);
    EXPECT_EQ(signer.presigned_query(request, then, 1h), today);
}

}  // namespace
}  // namespace snapory
