#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace snapory {

// Shows how far a re-analysis is, on standard error: a line that is written anew at a terminal, else a line
// now and then. When asked for, JSON lines on standard output instead. For one thread.
class ReanalysisReport {
public:
    explicit ReanalysisReport(bool json);

    // `demanded` photos were asked for, `all` are to be read with those of before.
    void begun(std::uint64_t demanded, std::uint64_t all);
    void left(std::uint64_t photos);
    // How many were read by no model of now. False when there are any.
    bool ended(std::uint64_t unread);

private:
    using Ticks = std::chrono::steady_clock;

    void draw(std::uint64_t done, std::uint64_t left, Ticks::duration passed) const;

    bool json_;
    bool terminal_;
    std::uint64_t all_ = 0;
    std::optional<std::uint64_t> done_;  // as it was shown last
    Ticks::time_point begun_, shown_;
};

}  // namespace snapory
