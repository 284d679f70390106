#pragma once

#include <memory>

#include "infrastructure/redis/nodes.hpp"

namespace snapory {

// Knows which server has a key. Any thread may call; throws RedisLost when nobody knows.
class RedisDirectory {
public:
    virtual ~RedisDirectory() = default;

    virtual RedisAddress find(const std::string& key) = 0;
    // Something was not where it was said to be: asks anew, though not more often than a few times a second.
    virtual void refresh() = 0;
};

// By the topology of the configuration. The nodes must outlive it.
std::unique_ptr<RedisDirectory> make_redis_directory(RedisNodes& nodes);

}  // namespace snapory
