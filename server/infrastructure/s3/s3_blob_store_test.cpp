#include "infrastructure/s3/s3_blob_store.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

#include "infrastructure/memory/security.hpp"
#include "infrastructure/s3/scripted_server_test.hpp"

namespace snapory {
namespace {

std::string object(const std::string& text) {
    auto last = std::to_string(text.size() - 1), all = std::to_string(text.size());
    return answer("206 Partial Content", text,
                  "ETag: \"e\"\r\nContent-Range: bytes 0-" + last + "/" + all + "\r\n");
}

class S3BlobStoreTest : public testing::Test {
protected:
    S3BlobStoreTest() {
        auto pattern = (std::filesystem::temp_directory_path() / "snapory-XXXXXX").string();
        spool = ::mkdtemp(pattern.data());
    }
    ~S3BlobStoreTest() override { std::filesystem::remove_all(spool); }

    std::unique_ptr<BlobStore> open(const ScriptedServer& main, const S3Endpoint& reading,
                                    const std::string& encryption = "") {
        S3Place place{.main = main.endpoint(),
                      .clients = main.endpoint(),
                      .reading = reading,
                      .prefix = {},
                      .encryption = encryption};
        return make_s3_blob_store({place, {"key", "secret", ""}, spool, ""}, signatures);
    }
    static std::string content(BlobStore& store, const BlobKey& key) {
        auto blob = store.open(key);
        if (!blob) return "(none)";
        std::string text(blob->bytes(), '\0');
        blob->read(0, std::as_writable_bytes(std::span(text)));
        return text;
    }
    static Upload upload_of(std::string_view file) {
        Upload upload;
        upload.id = UploadId("0197a000-0000-7000-8000-000000000001");
        upload.bytes = file.size();
        upload.digest = sha256(std::as_bytes(std::span(file)));
        return upload;
    }

    const BlobKey key{"events/e/p/original"};
    MemorySignatures signatures;
    std::filesystem::path spool;
};

TEST_F(S3BlobStoreTest, ReadsTheNearCopyFirst) {
    ScriptedServer main({}), near({object("near")});
    EXPECT_EQ(content(*open(main, near.endpoint()), key), "near");
}

TEST_F(S3BlobStoreTest, ReadsFromTheBucketItselfWhatItsCopyCannotGive) {
    for (const auto& fault : {error("404 Not Found", "NoSuchKey"), error("404 Not Found", "NoSuchBucket"),
                              error("503 Slow Down", "SlowDown"), std::string(ScriptedServer::reset)}) {
        ScriptedServer main({object("main")}), near({fault});
        EXPECT_EQ(content(*open(main, near.endpoint()), key), "main") << fault;
        EXPECT_EQ(near.heads().size(), 1U) << "asked once only";
    }
    ScriptedServer main({object("main")});
    EXPECT_EQ(content(*open(main, {"http://127.0.0.1:1", "away", "photos"}), key), "main");
}

TEST_F(S3BlobStoreTest, SendsClientsToTheBucketItself) {
    ScriptedServer main({}), near({});
    auto store = open(main, near.endpoint());
    EXPECT_TRUE(store->url(key, {"image/jpeg", ""}, TimePoint()).starts_with(main.endpoint().origin));
}

// The requests that make objects that stay, and those that do not.
TEST_F(S3BlobStoreTest, AsksForEncryptionOfEverythingThatStays) {
    auto done = answer("200 OK", "<Result><ETag>e</ETag><Key>k</Key><UploadId>u</UploadId></Result>");
    auto none = answer("204 No Content", "");
    const std::string small = "photo", large(part_bytes + 3, 'x');
    ScriptedServer server({done,                       // PutObject
                           object(small), done, none,  // a part, CopyObject, and the part goes
                           object(large.substr(0, part_bytes)), object("xxx"), done, done, done, done, none,
                           none});
    auto store = open(server, server.endpoint(), "aws:kms:my-key");
    store->put(key, std::vector<std::uint8_t>{1, 2, 3});
    EXPECT_TRUE(store->seal(upload_of(small), key));
    EXPECT_TRUE(store->seal(upload_of(large), key));

    const auto& heads = server.heads();
    ASSERT_EQ(heads.size(), 12U);
    EXPECT_TRUE(heads[6].starts_with("POST /photos/events/e/p/original?uploads=")) << heads[6];
    for (std::size_t i = 0; i < heads.size(); ++i) {
        bool stays = i == 0 || i == 2 || i == 6;
        for (const auto* header : {"\r\nx-amz-server-side-encryption: aws:kms\r\n",
                                   "\r\nx-amz-server-side-encryption-aws-kms-key-id: my-key\r\n"})
            EXPECT_EQ(heads[i].find(header) != std::string::npos, stays) << heads[i];
    }
}

TEST_F(S3BlobStoreTest, LeavesEncryptionToTheBucketUnlessItIsAskedFor) {
    ScriptedServer server({answer("200 OK", ""), answer("200 OK", "")});
    open(server, server.endpoint())->put(key, std::vector<std::uint8_t>{1});
    open(server, server.endpoint(), "AES256")->put(key, std::vector<std::uint8_t>{1});
    EXPECT_EQ(server.heads()[0].find("server-side-encryption"), std::string::npos);
    EXPECT_NE(server.heads()[1].find("\r\nx-amz-server-side-encryption: AES256\r\n"), std::string::npos);
    EXPECT_EQ(server.heads()[1].find("key-id"), std::string::npos);
}

}  // namespace
}  // namespace snapory
