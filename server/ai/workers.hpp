#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "application/ports/bell.hpp"
#include "application/processing/process_next_photo.hpp"
#include "telemetry/metrics.hpp"

namespace snapory {

struct WorkerConfig {
    unsigned count = 1;  // photos processed at a time
    std::string holder;  // names this process, uniquely among all that share the queue
    std::chrono::milliseconds look_again{2000};  // since rings may be lost, and pauses end without one
};

// Threads that process photo after photo until there is none, then wait for the bell. Started and stopped by
// its owner's thread; bell, metrics and what `process` refers to must outlive it.
class Workers {
public:
    using Process = std::function<std::optional<ProcessedJob>(const std::string& holder)>;
    using Group = std::function<void()>;  // makes people of new faces; may throw

    Workers(WorkerConfig config, Process process, Group group, Bell& bell, Metrics& metrics);
    ~Workers();  // waits for what runs
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;

    // Takes no more photos and waits for those being processed; false when some still are after the deadline.
    bool stop(std::chrono::milliseconds deadline);

private:
    void work(unsigned number);
    bool process_one(const std::string& holder);
    void group_people() const;
    void count(const ProcessedJob& job, std::chrono::steady_clock::duration took) const;
    void wait(std::chrono::milliseconds longest);
    void ring();

    WorkerConfig config_;
    Process process_;
    Group group_;
    Metrics& metrics_;
    std::mutex mutex_;
    std::condition_variable changed_;
    unsigned rings_ = 0;  // not yet answered by a look, at most one for each worker
    unsigned running_ = 0;
    bool stopping_ = false;
    std::vector<std::jthread> threads_;
    std::shared_ptr<void> listening_;
};

}  // namespace snapory
