#include "app/storage.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>

#include "app/data_folder.hpp"

namespace snapory {
namespace {

class ObjectStoreCredentials : public testing::Test {
protected:
    ~ObjectStoreCredentials() override {
        for (const auto* name : {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"})
            ::unsetenv(name);
    }
    static void environment(const char* key, const char* secret, const char* session) {
        ::setenv("AWS_ACCESS_KEY_ID", key, 1);
        ::setenv("AWS_SECRET_ACCESS_KEY", secret, 1);
        ::setenv("AWS_SESSION_TOKEN", session, 1);
    }
    void expect(const char* key, const char* secret, const char* session) const {
        auto credentials = object_store_credentials(config);
        EXPECT_EQ(credentials.key_id, key);
        EXPECT_EQ(credentials.secret, secret);
        EXPECT_EQ(credentials.session_token, session);
    }
    Config config;
};

TEST_F(ObjectStoreCredentials, ComeFromTheConfigurationFirst) {
    environment("other", "other", "other");
    config.storage_access_key = "key";
    config.storage_secret_key = "secret";
    expect("key", "secret", "");
}

TEST_F(ObjectStoreCredentials, ComeFromTheEnvironmentWhereTheConfigurationSaysNothing) {
    environment("key", "secret", "session");
    expect("key", "secret", "session");
}

TEST_F(ObjectStoreCredentials, MayHaveTheirSecretAloneFromTheEnvironment) {
    environment("other", "secret", "of the other key");
    config.storage_access_key = "key";
    expect("key", "secret", "");
}

TEST_F(ObjectStoreCredentials, AreMissedWhenNobodyHasThem) {
    EXPECT_THROW(object_store_credentials(config), OperatorError);
}

}  // namespace
}  // namespace snapory
