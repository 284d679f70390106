#pragma once

#include <chrono>
#include <cstddef>
#include <vector>

#include "application/ports/bell.hpp"
#include "application/ports/work_queue.hpp"
#include "infrastructure/redis/client.hpp"

namespace snapory {

struct RedisWorkQueueLimits {
    std::size_t waiting = 10'000;  // photos that one stream holds, those that are worked on included
    std::chrono::milliseconds silence = lease_time + std::chrono::seconds(5);  // of a worker, then it is dead
    unsigned deliveries = 5;                                                   // of one photo
    std::chrono::milliseconds between_checks{5'000};
};

// One stream of photo ids for each priority, read by all workers as one consumer group. A photo stands in its
// stream once; one that finds it full is not added. What a worker that died was given is given to another,
// and what was delivered so often in vain is put among the dead letters. Whoever comes for work when a check
// is due holds the streams against the rows first, so that whatever Redis lost, refused, or did not know to
// be due is there again; while Redis is lost the rows alone are asked, as they are for late work, which no
// stream holds. All parts must outlive it.
class RedisWorkQueue final : public WorkQueue {
public:
    RedisWorkQueue(RedisClient& client, Jobs& jobs, Bell& bell, const RedisWorkQueueLimits& limits = {});

    void add(const WaitingPhoto& photo) noexcept override;
    std::optional<Job> claim(const std::string& holder, TimePoint now) override;
    void remove(const PhotoId& photo) noexcept override;

    std::uint64_t length();        // of all streams together, with what is being worked on
    std::uint64_t dead_letters();  // kept: the latest thousand or so

private:
    struct Offer {
        bool due = false;  // the streams are to be held against the rows
        std::optional<PhotoId> photo;
    };
    Offer next(const std::string& holder);
    std::optional<Job> claim_first(const std::string& holder, TimePoint now);
    std::optional<Job> claim_offered(const std::string& holder, TimePoint now);
    void reconcile(TimePoint now);
    std::int64_t add(Priority priority, const std::vector<PhotoId>& photos);
    std::string stream(Priority priority) const;

    RedisClient& client_;
    Jobs& jobs_;
    Bell& bell_;
    RedisWorkQueueLimits limits_;
    std::vector<std::string> streams_;  // for each priority, its stream and which photos stand in it
};

}  // namespace snapory
