#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "infrastructure/redis/connection.hpp"

namespace snapory {

// For tests: real servers on free ports of the loopback, with data in a folder that is gone with this. They
// die with the thread that started them. Throws std::runtime_error when they do not come up within 20 s.
class TemporaryRedis {
public:
    virtual ~TemporaryRedis() = default;

    virtual RedisConfig config() const = 0;
    virtual std::size_t masters() const = 0;
    virtual std::size_t master_of(const std::string& key) const = 0;  // at the beginning
    virtual bool replaces_masters() const = 0;                        // that stop
    virtual void stop(std::size_t master) = 0;                        // as kill -9 does
    virtual void start(std::size_t master) = 0;                       // once more, with what it had stored
    // What a master answers to a user who may do anything.
    virtual RespValue ask(std::size_t master, const RedisArguments& command) = 0;
    void flush();  // FLUSHALL on every master
};

std::unique_ptr<TemporaryRedis> make_temporary_redis();
// Speaks nothing but TLS, with a certificate of an authority of its own, and Snapory is the user that
// docs/operators.md tells operators to make.
std::unique_ptr<TemporaryRedis> make_temporary_redis_with_tls();
// Three masters, a replica of each; a master that stops is replaced within a few seconds. The same user.
std::unique_ptr<TemporaryRedis> make_temporary_redis_cluster();
// A master, its replica, and three Sentinels.
std::unique_ptr<TemporaryRedis> make_temporary_sentinels();

// Whether it holds within 20 s; while it throws Unavailable it does not.
bool eventually(const std::function<bool()>& check);

}  // namespace snapory
