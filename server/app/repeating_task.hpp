#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

namespace snapory {

// Does something at once and then now and then, on a thread of its own; what it throws is logged, and
// it goes on. Ends with this object, once what runs is done: a task that may take long looks at its token.
class RepeatingTask {
public:
    using Task = std::function<void(const std::stop_token& stop)>;

    RepeatingTask(std::string name, std::chrono::milliseconds interval, Task task);

private:
    void run(const std::stop_token& stop);

    std::string name_;
    std::chrono::milliseconds interval_;
    Task task_;
    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::jthread thread_;
};

}  // namespace snapory
