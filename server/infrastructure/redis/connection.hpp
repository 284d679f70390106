#pragma once

#include <optional>
#include <string>
#include <vector>

#include "infrastructure/redis/resp.hpp"
#include "infrastructure/redis/stream.hpp"
#include "infrastructure/redis/url.hpp"

namespace snapory {

using RedisArguments = std::vector<std::string>;

// A server to which a connection speaks after it has said who it is. For one thread at a time, but for
// interrupt(). Everything throws RedisLost, after which the connection is of no use.
class RedisConnection {
public:
    // Nobody asks a Sentinel for a database, and it may have no users.
    enum class Peer : std::uint8_t { server, sentinel };

    // Throws Unavailable when the server knows no such user, password or database.
    RedisConnection(const RedisAddress& address, const RedisConfig& config, const RedisTls* tls, Peer peer,
                    RedisDeadline deadline);

    // The answer to one command, which may be an error.
    RespValue call(const RedisArguments& arguments, RedisDeadline deadline);

    void send(const RedisArguments& arguments, RedisDeadline deadline);
    // The next value that the server sends; nothing when none comes in time.
    std::optional<RespValue> receive(RedisDeadline deadline);
    void interrupt() noexcept { stream_.interrupt(); }

private:
    void require(const RedisArguments& arguments, RedisDeadline deadline);

    RedisStream stream_;
    RespParser parser_;
};

}  // namespace snapory
