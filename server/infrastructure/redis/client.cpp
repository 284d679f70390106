#include "infrastructure/redis/client.hpp"

#include <openssl/evp.h>

#include <array>
#include <charconv>
#include <cstdio>
#include <optional>
#include <thread>
#include <utility>

#include "telemetry/log.hpp"

namespace snapory {
namespace {

using Kind = RespValue::Kind;

constexpr int most_attempts = 5;
constexpr std::chrono::milliseconds pause{20};  // grows with each attempt

std::string sha1(std::string_view text) {
    std::array<unsigned char, 20> bytes{};
    ::EVP_Digest(text.data(), text.size(), bytes.data(), nullptr, ::EVP_sha1(), nullptr);
    constexpr std::string_view digits = "0123456789abcdef";
    std::string hex;
    for (auto byte : bytes) hex.append(1, digits[byte >> 4]).append(1, digits[byte & 15]);
    return hex;
}

// "MOVED 3999 127.0.0.1:6381"; a host that is not named is the one that was asked.
std::optional<RedisAddress> target_of(const std::string& redirection, const RedisAddress& asked) {
    auto space = redirection.rfind(' ');
    auto colon = redirection.rfind(':');
    if (space == std::string::npos || colon == std::string::npos || colon < space) return std::nullopt;
    RedisAddress target{redirection.substr(space + 1, colon - space - 1), 0};
    if (target.host.empty()) target.host = asked.host;
    const auto* end = redirection.data() + redirection.size();
    auto [rest, error] = std::from_chars(redirection.data() + colon + 1, end, target.port);
    return error == std::errc{} && rest == end ? std::optional(target) : std::nullopt;
}

bool is(const RespValue& answer, std::string_view code) {
    return answer.kind == Kind::error && answer.text.starts_with(code);
}

// Errors of a moment, while a failover or a resharding is under way.
bool passes(const RespValue& answer) {
    return is(answer, "TRYAGAIN") || is(answer, "CLUSTERDOWN") || is(answer, "READONLY") ||
           is(answer, "MASTERDOWN");
}

}  // namespace

RedisScript::RedisScript(std::string name, std::string source)
    : name_(std::move(name)), source_(std::move(source)), digest_(sha1(source_)) {}

RedisClient::RedisClient(RedisConfig config, RedisObserver observer)
    : nodes_(std::move(config)), directory_(make_redis_directory(nodes_)), observer_(std::move(observer)) {}

std::string RedisClient::key(std::string_view name) const {
    return nodes_.config().prefix + ":" + std::string(name);
}

RespValue RedisClient::run(const std::string& key, const RedisArguments& arguments) {
    auto answer = observed(arguments.front(), key, arguments);
    if (answer.kind == Kind::error)
        throw Unavailable("Redis refuses " + arguments.front() + ": " + answer.text);
    return answer;
}

RespValue RedisClient::run(const RedisScript& script, const std::vector<std::string>& keys,
                           const RedisArguments& arguments) {
    RedisArguments command{"EVALSHA", script.digest(), std::to_string(keys.size())};
    command.insert(command.end(), keys.begin(), keys.end());
    command.insert(command.end(), arguments.begin(), arguments.end());
    auto answer = observed(script.name(), keys.front(), command);
    if (is(answer, "NOSCRIPT")) {
        command[0] = "EVAL";
        command[1] = script.source();
        answer = observed(script.name(), keys.front(), command);
    }
    if (answer.kind == Kind::error) throw Unavailable("Redis refuses " + script.name() + ": " + answer.text);
    return answer;
}

void RedisClient::ping() {
    auto any = key("bell");
    run(any, {"PING"});
}

// A server that has lost the channel to another says so instead.
std::unique_ptr<RedisConnection> RedisClient::subscribe(const std::string& channel) try {
    auto connection = nodes_.connect(directory_->find(channel), RedisConnection::Peer::server);
    auto answer = connection->call({clustered() ? "SSUBSCRIBE" : "SUBSCRIBE", channel},
                                   std::chrono::steady_clock::now() + redis_patience);
    if (answer.kind != Kind::array) throw RedisLost(answer.text);
    return connection;
} catch (const RedisLost&) {
    directory_->refresh();
    throw;
}

RespValue RedisClient::observed(std::string_view operation, const std::string& key,
                                const RedisArguments& arguments) {
    auto begun = std::chrono::steady_clock::now();
    auto tell = [&](bool answered) {
        if (observer_) observer_(operation, std::chrono::steady_clock::now() - begun, answered);
    };
    try {
        auto answer = routed(key, arguments);
        tell(true);
        note("");
        return answer;
    } catch (const Unavailable& fault) {
        tell(false);
        note(fault.what());
        throw;
    }
}

RespValue RedisClient::routed(const std::string& key, const RedisArguments& arguments) {
    std::optional<RedisAddress> target;
    bool asking = false;
    auto deadline = std::chrono::steady_clock::now() + redis_patience;
    for (int attempt = 1;; ++attempt) {
        bool last = attempt == most_attempts || std::chrono::steady_clock::now() >= deadline;
        auto address = target ? *target : directory_->find(key);
        target.reset();
        RespValue answer;
        try {
            auto& node = nodes_.at(address);
            answer = asking ? node.call({{"ASKING"}, arguments}) : node.call({arguments});
        } catch (const RedisLost&) {
            directory_->refresh();
            if (last || std::chrono::steady_clock::now() >= deadline) throw;
            asking = false;
            continue;
        }
        bool moved = is(answer, "MOVED");
        asking = is(answer, "ASK ");
        if (moved || asking) target = target_of(answer.text, address);
        if (moved || passes(answer)) directory_->refresh();
        if (is(answer, "LOADING") || (last && (target || passes(answer)))) throw RedisLost(answer.text);
        if (!target && !passes(answer)) return answer;
        if (!target) std::this_thread::sleep_for(pause * attempt);
    }
}

// Says once that Redis is lost, and once that it is back.
void RedisClient::note(const std::string& fault) {
    if (lost_.exchange(!fault.empty()) == !fault.empty()) return;
    if (fault.empty())
        log_info("Redis is back");
    else
        log_warning("Redis is lost; going on without it, slower", {{"fault", fault}});
}

}  // namespace snapory
