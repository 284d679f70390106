#include "infrastructure/redis/connection.hpp"

#include <array>

namespace snapory {

RedisConnection::RedisConnection(const RedisAddress& address, const RedisConfig& config, const RedisTls* tls,
                                 Peer peer, RedisDeadline deadline)
    : stream_(address, tls, deadline) {
    RedisArguments who{"AUTH"};
    if (!config.user.empty()) who.push_back(config.user);
    who.push_back(config.password);
    bool known = !config.user.empty() || !config.password.empty();
    if (peer == Peer::sentinel) {
        if (known) call(who, deadline);
        return;
    }
    if (known) require(who, deadline);
    if (config.database > 0) require({"SELECT", std::to_string(config.database)}, deadline);
}

void RedisConnection::require(const RedisArguments& arguments, RedisDeadline deadline) {
    auto answer = call(arguments, deadline);
    if (answer.kind == RespValue::Kind::error)
        throw Unavailable("Redis refuses " + arguments.front() + ": " + answer.text);
}

RespValue RedisConnection::call(const RedisArguments& arguments, RedisDeadline deadline) {
    send(arguments, deadline);
    auto answer = receive(deadline);
    if (!answer) throw RedisLost("Redis does not answer in time.");
    return *std::move(answer);
}

void RedisConnection::send(const RedisArguments& arguments, RedisDeadline deadline) {
    stream_.write(encode_command(arguments), deadline);
}

std::optional<RespValue> RedisConnection::receive(RedisDeadline deadline) try {
    std::array<char, 16 << 10> buffer;  // NOLINT(*-member-init)
    for (;;) {
        if (auto value = parser_.next()) return value;
        auto got = stream_.read(buffer, deadline);
        if (!got) return std::nullopt;
        parser_.feed({buffer.data(), *got});
    }
} catch (const MalformedResp& malformed) {
    throw RedisLost(std::string("What answers is not Redis: ") + malformed.what());
}

}  // namespace snapory
