#include "app/repeating_task.hpp"

#include <exception>
#include <utility>

#include "telemetry/log.hpp"

namespace snapory {

RepeatingTask::RepeatingTask(std::string name, std::chrono::milliseconds interval, std::function<void()> task)
    : name_(std::move(name)), interval_(interval), task_(std::move(task)), thread_([this] { run(); }) {}

RepeatingTask::~RepeatingTask() {
    std::lock_guard lock(mutex_);
    ending_ = true;
    changed_.notify_all();
}

void RepeatingTask::run() {
    std::unique_lock lock(mutex_);
    do {
        lock.unlock();
        try {
            task_();
        } catch (const std::exception& error) {
            log_error("housekeeping failed", {{"task", name_}, {"fault", error.what()}});
        }
        lock.lock();
    } while (!changed_.wait_for(lock, interval_, [this] { return ending_; }));
}

}  // namespace snapory
