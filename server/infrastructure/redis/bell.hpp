#pragma once

#include <memory>

#include "application/ports/bell.hpp"
#include "infrastructure/redis/client.hpp"

namespace snapory {

// Rings through Redis' publish and subscribe, within one shard of a cluster. While Redis is lost nobody hears
// a ring; when it is back, listeners are told that they may have missed some. The client must outlive it.
std::unique_ptr<Bell> make_redis_bell(RedisClient& client);

}  // namespace snapory
