#pragma once

#include <compare>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace snapory {

struct RedisAddress {
    std::string host;  // a name or an IP address, without brackets
    std::uint16_t port = 6379;

    auto operator<=>(const RedisAddress&) const = default;
    std::string text() const;  // "host:port"
};

enum class RedisTopology : std::uint8_t {
    single,    // one server
    sentinel,  // the addresses are of Sentinels, which know the master
    cluster,   // the addresses are of some nodes of a Redis Cluster
};

// Where Redis is, and how to speak to it.
struct RedisConfig {
    RedisTopology topology = RedisTopology::single;
    std::vector<RedisAddress> addresses;  // at least one
    bool tls = false;
    std::filesystem::path ca;        // certificates to trust; empty: those of the system
    std::string user;                // of an ACL; empty: the default one
    std::string password;            // empty: none is asked for
    unsigned database = 0;           // not with a cluster
    std::string master;              // as the Sentinels call it
    std::string prefix = "snapory";  // of every key and channel
};

// redis[s][+sentinel|+cluster]://[[user]:password@]host[:port][,host[:port]…][/database][?prefix=…&ca=/file]
// with /master[/database] after the hosts of Sentinels; rediss speaks TLS, and several hosts are a cluster.
// User and password are percent-encoded. Errors: what is wrong, without the secrets.
std::expected<RedisConfig, std::string> parse_redis_url(std::string_view url);

}  // namespace snapory
