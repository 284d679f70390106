#include "infrastructure/redis/nodes.hpp"

#include <algorithm>
#include <random>
#include <utility>

namespace snapory {
namespace {

using namespace std::chrono_literals;

constexpr unsigned most_connections = 16;

// So many processes that lost a server at one moment do not come back at one moment.
std::chrono::milliseconds pause_after(unsigned failures) {
    thread_local std::minstd_rand random{std::random_device{}()};
    auto longest = std::min<std::chrono::milliseconds>(5s, 50ms * (1U << std::min(failures, 10U)));
    return longest / 2 + longest / 2 * std::uniform_int_distribution(0, 100)(random) / 100;
}

}  // namespace

RespValue RedisNode::call(const std::vector<RedisArguments>& commands) {
    auto deadline = std::chrono::steady_clock::now() + redis_patience;
    auto connection = take(deadline);
    try {
        RespValue answer;
        for (const auto& command : commands) answer = connection->call(command, deadline);
        give_back(std::move(connection));
        return answer;
    } catch (const Unavailable& fault) {
        drop_all(fault.what(), std::chrono::steady_clock::now() >= deadline);
        throw;
    }
}

RedisNode::Connection RedisNode::take(RedisDeadline deadline) {
    std::unique_lock lock(mutex_);
    auto free = [this] { return !idle_.empty() || open_ < most_connections; };
    if (!returned_.wait_until(lock, deadline, free))
        throw RedisLost("All connections to " + address_.text() + " are in use.");
    if (!idle_.empty()) {
        auto connection = std::move(idle_.back());
        idle_.pop_back();
        return connection;
    }
    auto now = std::chrono::steady_clock::now();
    if (now < closed_until_) throw RedisLost(fault_);
    if (failures_ > 0) closed_until_ = now + pause_after(failures_);  // one tries for all
    ++open_;
    lock.unlock();
    return connect(deadline);
}

RedisNode::Connection RedisNode::connect(RedisDeadline deadline) {
    try {
        return std::make_unique<RedisConnection>(address_, config_, tls_, RedisConnection::Peer::server,
                                                 deadline);
    } catch (const Unavailable& fault) {
        std::lock_guard lock(mutex_);
        fault_ = fault.what();
        --open_;
        closed_until_ = std::chrono::steady_clock::now() + pause_after(failures_++);
        returned_.notify_one();
        throw;
    }
}

void RedisNode::give_back(Connection connection) {
    std::lock_guard lock(mutex_);
    failures_ = 0;
    closed_until_ = {};
    idle_.push_back(std::move(connection));
    returned_.notify_one();
}

// A connection broke: those that lie idle are most likely broken too. A server that hangs is not asked again
// at once.
void RedisNode::drop_all(const std::string& fault, bool late) {
    std::lock_guard lock(mutex_);
    fault_ = fault;
    if (late) closed_until_ = std::chrono::steady_clock::now() + pause_after(failures_++);
    open_ -= static_cast<unsigned>(idle_.size()) + 1;
    idle_.clear();
    returned_.notify_all();
}

RedisNodes::RedisNodes(RedisConfig config) : config_(std::move(config)) {
    if (config_.tls) tls_ = std::make_unique<RedisTls>(config_.ca);
}

RedisNode& RedisNodes::at(const RedisAddress& address) {
    std::lock_guard lock(mutex_);
    auto& node = nodes_[address];
    if (!node) node = std::make_unique<RedisNode>(address, config_, tls_.get());
    return *node;
}

std::unique_ptr<RedisConnection> RedisNodes::connect(const RedisAddress& address,
                                                     RedisConnection::Peer peer) {
    return std::make_unique<RedisConnection>(address, config_, tls_.get(), peer,
                                             std::chrono::steady_clock::now() + redis_patience);
}

}  // namespace snapory
