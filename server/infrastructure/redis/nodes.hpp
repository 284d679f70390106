#pragma once

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "infrastructure/redis/connection.hpp"

namespace snapory {

inline constexpr std::chrono::milliseconds redis_patience{1000};  // for a connection, and for an answer

// Connections to one server, kept for the next who needs one, and never more than a bounded number. After
// one that could not be made, or an answer that did not come, all who ask fail at once for a while, which
// doubles from 50 ms to 5 s, so that a server that is down costs nobody time. Any thread may call.
class RedisNode {
public:
    RedisNode(RedisAddress address, const RedisConfig& config, const RedisTls* tls)
        : address_(std::move(address)), config_(config), tls_(tls) {}

    // Sends the commands at once and gives the answer to the last. Throws RedisLost, and Unavailable when
    // the server refuses the user.
    RespValue call(const std::vector<RedisArguments>& commands);

private:
    using Connection = std::unique_ptr<RedisConnection>;

    Connection take(RedisDeadline deadline);
    Connection connect(RedisDeadline deadline);
    void give_back(Connection connection);
    void drop_all(const std::string& fault, bool late);

    RedisAddress address_;
    const RedisConfig& config_;
    const RedisTls* tls_;
    std::mutex mutex_;
    std::condition_variable returned_;
    std::vector<Connection> idle_;
    unsigned open_ = 0;
    unsigned failures_ = 0;       // to connect, one after the other
    RedisDeadline closed_until_;  // nobody tries before
    std::string fault_;           // why
};

// The servers that were spoken to, each once.
class RedisNodes {
public:
    explicit RedisNodes(RedisConfig config);

    RedisNode& at(const RedisAddress& address);
    // A connection that is the caller's alone.
    std::unique_ptr<RedisConnection> connect(const RedisAddress& address, RedisConnection::Peer peer);
    const RedisConfig& config() const { return config_; }

private:
    RedisConfig config_;
    std::unique_ptr<RedisTls> tls_;  // none without TLS
    std::mutex mutex_;
    std::map<RedisAddress, std::unique_ptr<RedisNode>> nodes_;
};

}  // namespace snapory
