#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "infrastructure/redis/directory.hpp"
#include "infrastructure/redis/nodes.hpp"

namespace snapory {

// A script that runs on the server, whole or not at all. All its keys must carry one hash tag.
class RedisScript {
public:
    // `name` stands in metrics, such as "queue.claim".
    RedisScript(std::string name, std::string source);

    const std::string& name() const { return name_; }
    const std::string& source() const { return source_; }
    const std::string& digest() const { return digest_; }  // SHA-1, as EVALSHA wants it

private:
    std::string name_, source_, digest_;
};

// Told of every command: its name, how long it took, and whether it was answered.
using RedisObserver =
    std::function<void(std::string_view operation, std::chrono::nanoseconds took, bool answered)>;

// Runs commands where their keys are: follows the redirections of a cluster and a failover, a bounded number
// of times, and never waits long. A command whose connection broke is sent again, so it may be carried out
// twice. Any thread may call. Everything throws Unavailable, also for an error that Redis answers.
class RedisClient {
public:
    explicit RedisClient(RedisConfig config, RedisObserver observer = {});

    RespValue run(const std::string& key, const RedisArguments& arguments);
    RespValue run(const RedisScript& script, const std::vector<std::string>& keys,
                  const RedisArguments& arguments);

    void ping();
    // A connection of the caller's own which hears a channel, at the server that has it.
    std::unique_ptr<RedisConnection> subscribe(const std::string& channel);

    bool clustered() const { return nodes_.config().topology == RedisTopology::cluster; }
    // "snapory:" and the name.
    std::string key(std::string_view name) const;

private:
    RespValue observed(std::string_view operation, const std::string& key, const RedisArguments& arguments);
    RespValue routed(const std::string& key, const RedisArguments& arguments);
    void note(const std::string& fault);

    RedisNodes nodes_;
    std::unique_ptr<RedisDirectory> directory_;
    RedisObserver observer_;
    std::atomic<bool> lost_{false};
};

}  // namespace snapory
