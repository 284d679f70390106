#pragma once

#include "application/ports/bell.hpp"
#include "application/ports/work_queue.hpp"

namespace snapory {

// The queue where nothing stands beside the database: the rows themselves are asked, and the bell wakes the
// workers. Both must outlive it.
class RowQueue final : public WorkQueue {
public:
    RowQueue(Jobs& jobs, Bell& bell) : jobs_(jobs), bell_(bell) {}

    void add(const WaitingPhoto& /*photo*/) noexcept override { bell_.ring_jobs(); }
    std::optional<Job> claim(const std::string& holder, TimePoint now) override {
        auto job = jobs_.claim(holder, now);
        return job ? job : jobs_.claim_late(holder, now);
    }
    void remove(const PhotoId& /*photo*/) noexcept override {}

private:
    Jobs& jobs_;
    Bell& bell_;
};

}  // namespace snapory
