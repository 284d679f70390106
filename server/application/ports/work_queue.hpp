#pragma once

#include <optional>
#include <string>

#include "application/ports/jobs.hpp"

namespace snapory {

// The way of a waiting photo to a worker. The photo's row stays the job, so a queue may forget a photo or
// hold it twice: it finds by itself what it forgot, and the row is leased to one worker. May be called from
// any thread and any process.
class WorkQueue {
public:
    virtual ~WorkQueue() = default;

    // The photo waits; said after the commit that made it wait. Wakes a worker.
    virtual void add(const WaitingPhoto& photo) noexcept = 0;
    // Leases the photo that is next to `holder`, late work when there is no other; nothing when none is known
    // to wait. Throws Unavailable.
    virtual std::optional<Job> claim(const std::string& holder, TimePoint now) = 0;
    // Whoever held the photo is done with it: it is ready, given up or put off.
    virtual void remove(const PhotoId& photo) noexcept = 0;
};

}  // namespace snapory
