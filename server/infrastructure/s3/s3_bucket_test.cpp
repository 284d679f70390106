#include "infrastructure/s3/s3_bucket.hpp"

#include <gtest/gtest.h>

#include "application/ports/blob_store.hpp"
#include "application/ports/unavailable.hpp"
#include "infrastructure/s3/scripted_server_test.hpp"

namespace snapory {
namespace {

using namespace std::chrono_literals;

class S3Faults : public testing::Test {
protected:
    static std::string read(S3Bucket& bucket, std::uint64_t bytes) {
        std::string text;
        bucket.read("key", 0, bytes, [&](std::span<const std::byte> piece) {
            text.append(reinterpret_cast<const char*>(piece.data()), piece.size());
        });
        return text;
    }
    // What the operator is told when a GET is answered so.
    static std::string told(const std::string& text) {
        ScriptedServer server({text});
        S3Bucket bucket(server.endpoint(), credentials);
        try {
            read(bucket, 10);
        } catch (const Unavailable& fault) {
            return fault.what();
        }
        return "(nothing)";
    }
    static inline const S3Credentials credentials{"key", "secret", ""};
};

TEST_F(S3Faults, GoesOnWhereAnAnswerBrokeOff) {
    auto whole =
        answer("206 Partial Content", "hello world", "ETag: \"e\"\r\nContent-Range: bytes 0-10/11\r\n");
    auto rest = answer("206 Partial Content", " world", "ETag: \"e\"\r\nContent-Range: bytes 5-10/11\r\n");
    ScriptedServer server({whole.substr(0, whole.size() - 6), rest});
    S3Bucket bucket(server.endpoint(), credentials);
    EXPECT_EQ(read(bucket, 11), "hello world");
    EXPECT_NE(server.heads()[1].find("range: bytes=5-10\r\n"), std::string::npos) << server.heads()[1];
}

TEST_F(S3Faults, TriesAgainAfterAResetAndABusyStore) {
    auto good = answer("206 Partial Content", "hello", "ETag: \"e\"\r\nContent-Range: bytes 0-4/5\r\n");
    ScriptedServer server({ScriptedServer::reset, error("503 Slow Down", "SlowDown"),
                           error("400 Bad Request", "RequestTimeout"), good});
    S3Bucket bucket(server.endpoint(), credentials);
    EXPECT_EQ(read(bucket, 5), "hello");
    EXPECT_EQ(server.heads().size(), 4U);
}

TEST_F(S3Faults, TriesAgainWhateverBusyStoresAndTheirProxiesAnswer) {
    for (const auto* status : {"429 Too Many Requests", "500 Internal Server Error", "502 Bad Gateway",
                               "503 Service Unavailable", "504 Gateway Timeout"}) {
        ScriptedServer server({answer(status, "<html>later</html>"), answer("200 OK", "")});
        S3Bucket bucket(server.endpoint(), credentials);
        bucket.write("key", body_of("hello"), {});
        EXPECT_EQ(server.heads().size(), 2U) << status;
    }
}

TEST_F(S3Faults, TriesAgainAfterAStoreSaidNothing) {
    ScriptedServer server({ScriptedServer::silence, answer("200 OK", "")});
    S3Bucket bucket(server.endpoint(), credentials, {}, {.exchange = {.silence = 1s}});
    bucket.write("key", body_of("hello"), {});
    EXPECT_EQ(server.heads().size(), 2U);
}

TEST_F(S3Faults, WaitsForASilentStoreNoLongerThanItHasPatienceInAll) {
    ScriptedServer server(std::vector<std::string>(5, ScriptedServer::silence));
    S3Bucket bucket(server.endpoint(), credentials, {}, {.exchange = {.silence = 1s}, .all = 1s});
    auto begun = std::chrono::steady_clock::now();
    EXPECT_THROW(bucket.write("key", body_of("hello"), {}), Unavailable);
    EXPECT_LT(std::chrono::steady_clock::now() - begun, 5s);
    EXPECT_EQ(server.heads().size(), 1U);
}

TEST_F(S3Faults, TakesAnErrorInA200ForOne) {
    auto done = answer("200 OK", "<CopyObjectResult><ETag>e</ETag></CopyObjectResult>");
    ScriptedServer server({error("200 OK", "InternalError"), done});
    S3Bucket bucket(server.endpoint(), credentials);
    EXPECT_TRUE(bucket.copy("a", "\"e\"", "b", {}));
    EXPECT_EQ(server.heads().size(), 2U);
}

TEST_F(S3Faults, GivesUpAfterAWhile) {
    ScriptedServer server(std::vector<std::string>(5, ScriptedServer::reset));
    S3Bucket bucket(server.endpoint(), credentials);
    EXPECT_THROW(bucket.write("key", body_of("hello"), {}), Unavailable);
    EXPECT_EQ(server.heads().size(), 5U);
}

TEST_F(S3Faults, SaysThatTheStoreIsFull) {
    ScriptedServer server({error("403 Forbidden", "QuotaExceeded")});
    S3Bucket bucket(server.endpoint(), credentials);
    EXPECT_THROW(bucket.write("key", body_of("hello"), {}), StorageFull);
}

TEST_F(S3Faults, SaysWhatTheOperatorCanDo) {
    auto skewed =
        told(error("403 Forbidden", "RequestTimeTooSkewed", "Date: Fri, 24 May 2013 00:00:00 GMT\r\n"));
    EXPECT_NE(skewed.find("clock"), std::string::npos) << skewed;
    EXPECT_NE(told(error("403 Forbidden", "SignatureDoesNotMatch")).find("storage.secret_key"),
              std::string::npos);
    EXPECT_NE(told(error("403 Forbidden", "InvalidAccessKeyId")).find("storage.access_key"),
              std::string::npos);
    EXPECT_NE(told(error("403 Forbidden", "AccessDenied")).find("may not"), std::string::npos);
    EXPECT_NE(told(error("404 Not Found", "NoSuchBucket")).find("make the bucket photos"), std::string::npos);
    auto elsewhere = error("301 Moved Permanently", "PermanentRedirect", "x-amz-bucket-region: eu-1\r\n");
    EXPECT_NE(told(elsewhere).find("another region, eu-1"), std::string::npos);
    EXPECT_EQ(told(error("404 Not Found", "NoSuchKey")), "(nothing)");
}

TEST_F(S3Faults, RefusesMoreThanWasAskedFor) {
    auto large = answer("206 Partial Content", std::string(100, 'x'), "Content-Range: bytes 0-99/100\r\n");
    EXPECT_NE(told(large).find("more than was asked"), std::string::npos);
}

}  // namespace
}  // namespace snapory
