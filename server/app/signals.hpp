#pragma once

#include <chrono>
#include <optional>

namespace snapory {

// Takes SIGTERM, SIGINT and SIGCHLD out of the hands of the process: they wait until they are asked for. Made
// on the main thread before there is any other, since threads inherit what is blocked.
class Signals {
public:
    Signals();

    // The next one; nothing when none came in time. No `longest` waits for ever.
    std::optional<int> wait(std::optional<std::chrono::milliseconds> longest = std::nullopt) const;
};

// Undoes Signals in a child that is about to run another program. May be called between fork and exec.
void restore_signals();

}  // namespace snapory
