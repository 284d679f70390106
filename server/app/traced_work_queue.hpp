#pragma once

#include <memory>

#include "application/ports/work_queue.hpp"
#include "telemetry/traces.hpp"

namespace snapory {

// Carries a trace through another queue: from claim until remove, whatever the thread does with a photo
// belongs to the trace of the request that brought the photo. The traces must outlive it.
class TracedWorkQueue final : public WorkQueue {
public:
    TracedWorkQueue(std::unique_ptr<WorkQueue> queue, Traces& traces)
        : queue_(std::move(queue)), traces_(traces) {}

    void add(const WaitingPhoto& photo) noexcept override;
    std::optional<Job> claim(const std::string& holder, TimePoint now) override;
    void remove(const PhotoId& photo) noexcept override;

private:
    std::unique_ptr<WorkQueue> queue_;
    Traces& traces_;
};

}  // namespace snapory
