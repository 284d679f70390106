#pragma once

#include <vector>

#include "application/ports/bell.hpp"
#include "application/ports/work_queue.hpp"
#include "infrastructure/redis/client.hpp"

namespace snapory {

// One stream of photo ids for each priority, read by all workers as one consumer group. A photo stands in its
// stream once; beyond 10,000 it is not added. What a worker that died was given is given to another, and what
// was given out five times in vain is put among the dead letters. Whoever comes for work while the streams
// have not been held against the rows for five seconds does that first, so that whatever Redis lost, refused,
// or did not know to be due is there again; while Redis is lost the rows alone are asked. All parts must
// outlive it.
class RedisWorkQueue final : public WorkQueue {
public:
    RedisWorkQueue(RedisClient& client, Jobs& jobs, Bell& bell);

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
    std::optional<Job> claim_offered(const std::string& holder, TimePoint now);
    void reconcile(TimePoint now);
    std::int64_t add(Priority priority, const std::vector<PhotoId>& photos);
    std::string stream(Priority priority) const;

    RedisClient& client_;
    Jobs& jobs_;
    Bell& bell_;
    std::vector<std::string> streams_;  // for each priority, its stream and which photos stand in it
};

}  // namespace snapory
