#include "app/repeating_task.hpp"

#include <exception>
#include <utility>

#include "telemetry/log.hpp"

namespace snapory {

RepeatingTask::RepeatingTask(std::string name, std::chrono::milliseconds interval, Task task)
    : name_(std::move(name)),
      interval_(interval),
      task_(std::move(task)),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

void RepeatingTask::run(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
        try {
            task_(stop);
        } catch (const std::exception& error) {
            log_error("housekeeping failed", {{"task", name_}, {"fault", error.what()}});
        }
        changed_.wait_for(lock, stop, interval_, [] { return false; });
    }
}

}  // namespace snapory
