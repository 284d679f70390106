#include "infrastructure/redis/work_queue.hpp"

#include <algorithm>
#include <array>

#include "domain/uuid.hpp"

namespace snapory {
namespace {

constexpr std::array priorities{Priority::first, Priority::again};
constexpr std::size_t batch = 500;  // ids a script is given, so that it keeps nobody waiting

// KEYS: stream, hash of photo to entry. ARGV: most entries, then photos. Gives how many are new.
const RedisScript& add_script() {
    static const RedisScript script("queue.add", R"lua(
if redis.call('EXISTS', KEYS[1]) == 0 then
  redis.call('DEL', KEYS[2])
  redis.call('XGROUP', 'CREATE', KEYS[1], 'workers', '0', 'MKSTREAM')
end
local added = 0
for i = 2, #ARGV do
  if redis.call('XLEN', KEYS[1]) >= tonumber(ARGV[1]) then break end
  if redis.call('HEXISTS', KEYS[2], ARGV[i]) == 0 then
    redis.call('HSET', KEYS[2], ARGV[i], redis.call('XADD', KEYS[1], '*', 'photo', ARGV[i]))
    added = added + 1
  end
end
return added
)lua");
    return script;
}

// KEYS: when it was checked, dead letters, then stream and hash of each priority. ARGV: consumer, idle time
// of the dead, most deliveries, time between checks. Gives whether a check is due, and a photo if there is
// one.
const RedisScript& claim_script() {
    static const RedisScript script("queue.claim", R"lua(
local consumer, idle, most = ARGV[1], ARGV[2], tonumber(ARGV[3])
local due = redis.call('SET', KEYS[1], '1', 'NX', 'PX', ARGV[4]) and 1 or 0
local function photo_of(stream, entries, entry)
  local photo = entry[2][2] or ''
  local pending = redis.call('XPENDING', stream, 'workers', entry[1], entry[1], 1)[1]
  if #photo == 36 and pending[4] <= most then return photo end
  redis.call('XADD', KEYS[2], 'MAXLEN', '~', 1000, '*', 'photo', photo, 'deliveries', pending[4])
  redis.call('XACK', stream, 'workers', entry[1])
  redis.call('XDEL', stream, entry[1])
  redis.call('HDEL', entries, photo)
end
for i = 3, #KEYS, 2 do
  local stream, entries = KEYS[i], KEYS[i + 1]
  if redis.call('EXISTS', stream) == 1 then
    if due == 1 then
      for _, info in ipairs(redis.call('XINFO', 'CONSUMERS', stream, 'workers')) do
        if info[4] == 0 and info[6] > 3600000 then
          redis.call('XGROUP', 'DELCONSUMER', stream, 'workers', info[2])
        end
      end
    end
    while true do
      local entry = redis.call('XAUTOCLAIM', stream, 'workers', consumer, idle, '0-0', 'COUNT', 1)[2][1]
      if not entry then
        local read = redis.call('XREADGROUP', 'GROUP', 'workers', consumer, 'COUNT', 1, 'STREAMS', stream, '>')
        entry = read and read[1][2][1]
      end
      if not entry then break end
      local photo = photo_of(stream, entries, entry)
      if photo then return {due, photo} end
    end
  end
end
return {due}
)lua");
    return script;
}

// KEYS: stream and hash of each priority. ARGV: the photo.
const RedisScript& remove_script() {
    static const RedisScript script("queue.remove", R"lua(
for i = 1, #KEYS, 2 do
  local entry = redis.call('HGET', KEYS[i + 1], ARGV[1])
  if entry then
    redis.call('XACK', KEYS[i], 'workers', entry)
    redis.call('XDEL', KEYS[i], entry)
    redis.call('HDEL', KEYS[i + 1], ARGV[1])
  end
end
)lua");
    return script;
}

}  // namespace

RedisWorkQueue::RedisWorkQueue(RedisClient& client, Jobs& jobs, Bell& bell,
                               const RedisWorkQueueLimits& limits)
    : client_(client), jobs_(jobs), bell_(bell), limits_(limits) {
    for (auto priority : priorities) {
        streams_.push_back(stream(priority));
        streams_.push_back(stream(priority) + ":entries");
    }
}

std::string RedisWorkQueue::stream(Priority priority) const {
    return client_.key(priority == Priority::first ? "{jobs}:first" : "{jobs}:again");
}

void RedisWorkQueue::add(const WaitingPhoto& photo) noexcept try {
    add(photo.priority, {photo.id});
    bell_.ring_jobs();
} catch (const std::exception&) {
    bell_.ring_jobs();  // workers ask the rows now
}

std::int64_t RedisWorkQueue::add(Priority priority, const std::vector<PhotoId>& photos) {
    auto name = stream(priority);
    std::int64_t added = 0;
    for (std::size_t begin = 0; begin < photos.size(); begin += batch) {
        RedisArguments arguments{std::to_string(limits_.waiting)};
        for (auto i = begin; i < std::min(begin + batch, photos.size()); ++i)
            arguments.push_back(photos[i].text());
        added += client_.run(add_script(), {name, name + ":entries"}, arguments).integer;
    }
    return added;
}

std::optional<Job> RedisWorkQueue::claim(const std::string& holder, TimePoint now) {
    auto job = claim_first(holder, now);
    return job ? job : jobs_.claim_late(holder, now);
}

std::optional<Job> RedisWorkQueue::claim_first(const std::string& holder, TimePoint now) {
    try {
        return claim_offered(holder, now);
    } catch (const Unavailable&) {
        return jobs_.claim(holder, now);
    }
}

// A photo that is offered and cannot be claimed is done, or put off; the check brings it back when it is due.
std::optional<Job> RedisWorkQueue::claim_offered(const std::string& holder, TimePoint now) {
    for (;;) {
        auto offer = next(holder);
        if (offer.due) reconcile(now);
        if (!offer.photo) {
            if (!offer.due) return std::nullopt;
            continue;
        }
        if (auto job = jobs_.claim(*offer.photo, holder, now)) return job;
        remove(*offer.photo);
    }
}

RedisWorkQueue::Offer RedisWorkQueue::next(const std::string& holder) {
    std::vector<std::string> keys{client_.key("{jobs}:checked"), client_.key("{jobs}:dead")};
    keys.insert(keys.end(), streams_.begin(), streams_.end());
    auto answer =
        client_.run(claim_script(), keys,
                    {holder, std::to_string(limits_.silence.count()), std::to_string(limits_.deliveries),
                     std::to_string(limits_.between_checks.count())});
    Offer offer;
    offer.due = !answer.items.empty() && answer.items[0].integer == 1;
    if (answer.items.size() > 1) offer.photo = PhotoId(answer.items[1].text);
    return offer;
}

void RedisWorkQueue::reconcile(TimePoint now) {
    auto waiting = jobs_.waiting(limits_.waiting, now);
    std::int64_t added = 0;
    for (auto priority : priorities) {
        std::vector<PhotoId> photos;
        for (const auto& photo : waiting)
            if (photo.priority == priority) photos.push_back(photo.id);
        added += add(priority, photos);
    }
    if (added > 0) bell_.ring_jobs();
}

void RedisWorkQueue::remove(const PhotoId& photo) noexcept try {
    client_.run(remove_script(), streams_, {photo.text()});
} catch (const std::exception&) {
    return;  // it is offered once more then, and cannot be claimed
}

std::uint64_t RedisWorkQueue::length() {
    std::uint64_t length = 0;
    for (auto priority : priorities) {
        auto name = stream(priority);
        length += static_cast<std::uint64_t>(client_.run(name, {"XLEN", name}).integer);
    }
    return length;
}

std::uint64_t RedisWorkQueue::dead_letters() {
    auto name = client_.key("{jobs}:dead");
    return static_cast<std::uint64_t>(client_.run(name, {"XLEN", name}).integer);
}

}  // namespace snapory
