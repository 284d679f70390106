#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace snapory {

// This program run once more with other arguments, and again whenever it ends, at growing intervals. The
// child dies with the thread that made it, in whatever way that ends. Used by one thread, which waits for
// SIGCHLD.
class ChildProgram {
public:
    explicit ChildProgram(std::vector<std::string> arguments);
    ~ChildProgram();  // kills it
    ChildProgram(const ChildProgram&) = delete;
    ChildProgram& operator=(const ChildProgram&) = delete;

    // Starts it unless it runs or its time has not come. Throws std::system_error.
    void start_if_due();
    // How long until start_if_due has something to do; nothing while it runs.
    std::optional<std::chrono::milliseconds> due_in() const;
    // To be called after SIGCHLD.
    void reap();
    void ask_to_end();  // SIGTERM
    // Asks it to end and waits, then kills it.
    void stop(std::chrono::milliseconds patience);

private:
    using Ticks = std::chrono::steady_clock;

    bool reaped();

    std::vector<std::string> arguments_;
    pid_t process_ = 0;  // 0: does not run
    Ticks::time_point started_;
    Ticks::time_point due_;
    std::chrono::milliseconds pause_;
};

}  // namespace snapory
