#include "infrastructure/redis/rate_limits.hpp"

namespace snapory {
namespace {

// Gives whether it is allowed, how many are taken, and the end of the window.
const RedisScript& take_script() {
    static const RedisScript script("rate_limits.take", R"lua(
local now, limit, window = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local known = redis.call('HMGET', KEYS[1], 'taken', 'ends')
local taken, ends = tonumber(known[1]) or 0, tonumber(known[2]) or 0
if ends <= now then
  taken, ends = 0, now + window
end
if taken >= limit then
  return {0, taken, ends}
end
redis.call('HSET', KEYS[1], 'taken', taken + 1, 'ends', string.format('%.0f', ends))
redis.call('PEXPIRE', KEYS[1], ends - now)
return {1, taken + 1, ends}
)lua");
    return script;
}

}  // namespace

RateLimits::Verdict RedisRateLimits::take(std::string_view key, std::uint32_t limit,
                                          std::chrono::seconds window) try {
    return counted(key, limit, window);
} catch (const Unavailable&) {
    return alone_.take(key, limit, window);
}

RateLimits::Verdict RedisRateLimits::counted(std::string_view key, std::uint32_t limit,
                                             std::chrono::seconds window) {
    auto now = clock_.now();
    auto milliseconds = [](auto duration) {
        return std::to_string(std::chrono::duration_cast<Milliseconds>(duration).count());
    };
    auto answer =
        client_.run(take_script(), {client_.key("rate:" + std::string(key))},
                    {milliseconds(now.time_since_epoch()), std::to_string(limit), milliseconds(window)});
    if (answer.items.size() != 3) throw Unavailable("Redis does not answer as the script does.");
    auto taken = static_cast<std::uint32_t>(answer.items[1].integer);
    auto left = TimePoint(Milliseconds(answer.items[2].integer)) - now;
    return {answer.items[0].integer == 1, limit, taken < limit ? limit - taken : 0,
            std::chrono::ceil<std::chrono::seconds>(left)};
}

}  // namespace snapory
