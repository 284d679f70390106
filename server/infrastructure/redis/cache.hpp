#pragma once

#include <optional>

#include "application/ports/cache.hpp"
#include "infrastructure/redis/client.hpp"

namespace snapory {

// Keeps texts in Redis for an hour, for every process; `near` keeps what this one asked for of late. Of
// several processes that want a text at once one makes it, and the others wait for it, a second at most.
// While Redis is lost each process makes its own. Both must outlive it.
class RedisCache final : public Cache {
public:
    RedisCache(RedisClient& client, Cache& near) : client_(client), near_(near) {}

    std::string get(const std::string& key, const std::string& version, const Make& make) override;

private:
    std::string shared(const std::string& key, const std::string& version, const Make& make);
    std::optional<std::string> find(const std::string& key, const std::string& version);
    std::optional<std::string> wait_for(const std::string& key, const std::string& version);
    bool begin(const std::string& turn);
    void end(const std::string& turn);
    void keep(const std::string& key, const std::string& version, const std::string& text);

    RedisClient& client_;
    Cache& near_;
};

}  // namespace snapory
