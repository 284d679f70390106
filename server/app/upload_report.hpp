#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>

namespace snapory {

// What became of one file.
struct UploadOutcome {
    enum class Kind : std::uint8_t { sent, duplicate, failed } kind = Kind::sent;
    std::string file;
    std::string photo;   // its id; empty when failed
    std::string detail;  // why it failed
};

// Shows how far an upload is, on standard error: a bar that is drawn anew at a terminal, else a line a file.
// When asked for, JSON lines on standard output instead. Any thread may call.
class UploadReport {
public:
    explicit UploadReport(bool json);

    void expect(std::size_t files, std::uint64_t bytes);  // more to do than was known
    void moved(std::int64_t bytes);                       // went out; negative: for nothing
    void spared(std::uint64_t bytes);                     // need not be sent
    void ended(const UploadOutcome& outcome);

    // Ends the bar and sums up. False when a file failed.
    bool sum_up();

private:
    void draw(bool at_once);
    void clear() const;
    void say(const UploadOutcome& outcome) const;

    bool json_;
    bool bar_;
    std::mutex mutex_;
    std::size_t files_ = 0, sent_ = 0, duplicates_ = 0, failed_ = 0;
    std::uint64_t bytes_ = 0, done_ = 0, moved_ = 0;
    std::chrono::steady_clock::time_point begun_, drawn_;
};

}  // namespace snapory
