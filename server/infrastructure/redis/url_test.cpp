#include "infrastructure/redis/url.hpp"

#include <gtest/gtest.h>

namespace snapory {
namespace {

RedisConfig parsed(std::string_view url) {
    auto config = parse_redis_url(url);
    EXPECT_TRUE(config) << url << ": " << (config ? "" : config.error());
    return config.value_or(RedisConfig());
}

TEST(RedisUrl, NamesOneServer) {
    auto config = parsed("redis://localhost");
    EXPECT_EQ(config.topology, RedisTopology::single);
    EXPECT_EQ(config.addresses, (std::vector<RedisAddress>{{"localhost", 6379}}));
    EXPECT_FALSE(config.tls);
    EXPECT_EQ(config.password, "");
    EXPECT_EQ(config.prefix, "snapory");
    EXPECT_EQ(parsed("redis://[::1]:7000/3").addresses, (std::vector<RedisAddress>{{"::1", 7000}}));
    EXPECT_EQ(parsed("redis://[::1]:7000/3").database, 3U);
    EXPECT_EQ(parsed("redis://[::1]").addresses.front().text(), "[::1]:6379");
    EXPECT_EQ(parsed("redis://localhost/").database, 0U);
}

TEST(RedisUrl, HoldsNameAndPasswordPercentEncoded) {
    auto config = parsed("rediss://an%40na:p%3A%2F@redis.example.org/0?ca=%2Fetc%2Fca.pem&prefix=staging");
    EXPECT_TRUE(config.tls);
    EXPECT_EQ(config.user, "an@na");
    EXPECT_EQ(config.password, "p:/");
    EXPECT_EQ(config.ca, "/etc/ca.pem");
    EXPECT_EQ(config.prefix, "staging");
    auto default_user = parsed("redis://:secret@localhost");
    EXPECT_EQ(default_user.user, "");
    EXPECT_EQ(default_user.password, "secret");
}

TEST(RedisUrl, NamesAClusterBySeveralHostsOrByItsScheme) {
    auto config = parsed("redis://u:p@a:1,b,[::1]:3");
    EXPECT_EQ(config.topology, RedisTopology::cluster);
    EXPECT_EQ(config.addresses, (std::vector<RedisAddress>{{"a", 1}, {"b", 6379}, {"::1", 3}}));
    EXPECT_EQ(config.password, "p");
    EXPECT_EQ(parsed("rediss+cluster://one").topology, RedisTopology::cluster);
    EXPECT_TRUE(parsed("rediss+cluster://one").tls);
}

TEST(RedisUrl, NamesSentinelsAndTheirMaster) {
    auto config = parsed("redis+sentinel://:p@a,b:26380/photos/2");
    EXPECT_EQ(config.topology, RedisTopology::sentinel);
    EXPECT_EQ(config.addresses, (std::vector<RedisAddress>{{"a", 26379}, {"b", 26380}}));
    EXPECT_EQ(config.master, "photos");
    EXPECT_EQ(config.database, 2U);
}

TEST(RedisUrl, RefusesWhatIsNone) {
    for (const auto* url : {"",
                            "localhost:6379",
                            "http://localhost",
                            "redis+tls://localhost",
                            "redis://",
                            "redis://:p@",
                            "redis://host:0",
                            "redis://host:70000",
                            "redis://host:x",
                            "redis://[::1",
                            "redis://[::1]x",
                            "redis://host/x",
                            "redis://a,b/1",
                            "redis+sentinel://a,b",
                            "redis://u:%zz@host",
                            "redis://%1:p@host",
                            "redis://host?ca=/file",
                            "rediss://host?ca=file",
                            "redis://host?prefix={a}",
                            "redis://host?prefix=",
                            "redis://host?timeout=1"})
        EXPECT_FALSE(parse_redis_url(url)) << url;
}

TEST(RedisUrl, TellsNoSecretInItsFault) {
    auto refused = parse_redis_url("redis://user:secret%@host");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().find("secret"), std::string::npos);
}

}  // namespace
}  // namespace snapory
