#include "ai/workers.hpp"

#include <algorithm>
#include <exception>
#include <utility>

#include "telemetry/log.hpp"
#include "telemetry/trace.hpp"

namespace snapory {
namespace {

using Ticks = std::chrono::steady_clock;

JobOutcome counted_as(ProcessedJob::Outcome outcome) {
    switch (outcome) {
        case ProcessedJob::Outcome::ready: return JobOutcome::done;
        case ProcessedJob::Outcome::parked: return JobOutcome::failed;
        case ProcessedJob::Outcome::given_back: return JobOutcome::retried;
        case ProcessedJob::Outcome::lost: return JobOutcome::lost;
    }
    return JobOutcome::lost;
}

std::string_view said_as(ProcessedJob::Outcome outcome) {
    switch (outcome) {
        case ProcessedJob::Outcome::ready: return "photo processed";
        case ProcessedJob::Outcome::parked: return "photo given up";
        case ProcessedJob::Outcome::given_back: return "photo will be tried again";
        case ProcessedJob::Outcome::lost: return "photo was taken over by another worker";
    }
    return "photo processed";
}

void report(const ProcessedJob& job, Ticks::duration took) {
    auto seconds = std::chrono::duration<double>(took).count();
    auto trace = parse_traceparent(job.traceparent);
    const TraceScope scope(trace ? &*trace : nullptr);
    if (job.outcome == ProcessedJob::Outcome::ready)
        log_info(job.late ? "photo read again" : "photo processed", {{"photo", job.photo.text()},
                                                                     {"event", job.event.text()},
                                                                     {"seconds", seconds},
                                                                     {"faces", job.faces},
                                                                     {"tags", job.tags},
                                                                     {"matched", job.matched}});
    else
        log_warning(said_as(job.outcome), {{"photo", job.photo.text()},
                                           {"event", job.event.text()},
                                           {"attempt", job.attempts},
                                           {"seconds", seconds},
                                           {"reason", job.reason}});
}

}  // namespace

Workers::Workers(WorkerConfig config, Process process, Group group, Bell& bell, Metrics& metrics)
    : config_(std::move(config)),
      process_(std::move(process)),
      group_(std::move(group)),
      metrics_(metrics),
      running_(config_.count) {
    listening_ = bell.listen({.jobs = [this] { ring(); }, .event = [](const EventId&) {}});
    for (unsigned number = 1; number <= config_.count; ++number)
        threads_.emplace_back([this, number] { work(number); });
}

Workers::~Workers() {
    listening_.reset();
    stop(std::chrono::milliseconds{0});
}

bool Workers::stop(std::chrono::milliseconds deadline) {
    std::unique_lock lock(mutex_);
    stopping_ = true;
    changed_.notify_all();
    return changed_.wait_for(lock, deadline, [this] { return running_ == 0; });
}

void Workers::ring() {
    std::lock_guard lock(mutex_);
    rings_ = std::min(rings_ + 1, config_.count);
    changed_.notify_one();
}

void Workers::wait(std::chrono::milliseconds longest) {
    std::unique_lock lock(mutex_);
    bool rang = changed_.wait_for(lock, longest, [this] { return rings_ > 0 || stopping_; });
    if (rang && rings_ > 0) --rings_;
}

void Workers::work(unsigned number) {
    constexpr std::chrono::milliseconds longest_pause{30'000};
    auto holder = config_.holder + "-" + std::to_string(number);
    auto pause = config_.look_again;
    auto stopping = [this] {
        std::lock_guard lock(mutex_);
        return stopping_;
    };
    while (!stopping()) {
        try {
            if (!process_one(holder)) wait(config_.look_again);
            pause = config_.look_again;
        } catch (const std::exception& error) {
            log_error("photos cannot be processed now", {{"fault", error.what()}});
            wait(pause);
            pause = std::min(pause * 2, longest_pause);
        }
    }
    std::lock_guard lock(mutex_);
    --running_;
    changed_.notify_all();
}

// No photo waits for it: what fails is done at the next look.
void Workers::group_people() const {
    try {
        group_();
    } catch (const std::exception& error) {
        log_warning("faces cannot be grouped now", {{"fault", error.what()}});
    }
}

void Workers::count(const ProcessedJob& job, Ticks::duration took) const {
    metrics_.job_claimed();
    metrics_.job_ended(counted_as(job.outcome), std::chrono::duration_cast<Metrics::Duration>(took));
    if (job.outcome == ProcessedJob::Outcome::ready)
        metrics_.photo_ready(job.faces, job.matched, job.since_safe);
}

// False when no photo waits.
bool Workers::process_one(const std::string& holder) {
    auto begun = Ticks::now();
    auto job = process_(holder);
    auto took = Ticks::now() - begun;
    if (!job || job->faces > 0) group_people();  // an idle look makes good what a fault left
    if (!job) return false;
    count(*job, took);
    report(*job, took);
    return true;
}

}  // namespace snapory
