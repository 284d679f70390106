#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace snapory {

// Does something at once and then now and then, on a thread of its own; what it throws is logged, and
// it goes on. Ends with this object, once what runs is done.
class RepeatingTask {
public:
    RepeatingTask(std::string name, std::chrono::milliseconds interval, std::function<void()> task);
    ~RepeatingTask();
    RepeatingTask(const RepeatingTask&) = delete;
    RepeatingTask& operator=(const RepeatingTask&) = delete;

private:
    void run();

    std::string name_;
    std::chrono::milliseconds interval_;
    std::function<void()> task_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool ending_ = false;
    std::jthread thread_;
};

}  // namespace snapory
