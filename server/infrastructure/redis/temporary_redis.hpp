#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "infrastructure/redis/url.hpp"

namespace snapory {

// For tests: real servers on free ports of the loopback, with data in a folder that is gone with this. They
// die with the thread that started them. Throws std::runtime_error when they do not come up within 20 s.
class TemporaryRedis {
public:
    virtual ~TemporaryRedis() = default;

    virtual RedisConfig config() const = 0;
    virtual std::size_t masters() const = 0;
    virtual void stop(std::size_t master) = 0;   // as kill -9 does
    virtual void start(std::size_t master) = 0;  // once more, with what it had stored
    virtual void flush() = 0;                    // FLUSHALL on every master
};

std::unique_ptr<TemporaryRedis> make_temporary_redis();
// Three masters, a replica of each; a master that stops is replaced within a few seconds.
std::unique_ptr<TemporaryRedis> make_temporary_redis_cluster();
// A master, its replica, and three Sentinels.
std::unique_ptr<TemporaryRedis> make_temporary_sentinels();

}  // namespace snapory
