#include "app/upload_report.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <iostream>

#include <boost/json.hpp>

namespace snapory {
namespace {

using namespace std::chrono_literals;
using Ticks = std::chrono::steady_clock;

std::string megabytes(double bytes) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.1f MB", bytes / 1e6);  // NOLINT(*-vararg)
    return text.data();
}

std::string_view name_of(UploadOutcome::Kind kind) {
    switch (kind) {
        case UploadOutcome::Kind::sent: return "sent";
        case UploadOutcome::Kind::duplicate: return "duplicate";
        case UploadOutcome::Kind::failed: return "failed";
    }
    return "failed";
}

std::string count(std::size_t number, const char* what) { return std::to_string(number) + " " + what; }

}  // namespace

UploadReport::UploadReport(bool json)
    : json_(json), bar_(!json && ::isatty(STDERR_FILENO) == 1), begun_(Ticks::now()) {}

void UploadReport::expect(std::size_t files, std::uint64_t bytes) {
    std::lock_guard lock(mutex_);
    files_ += files;
    bytes_ += bytes;
    draw(true);
}

void UploadReport::moved(std::int64_t bytes) {
    std::lock_guard lock(mutex_);
    done_ += static_cast<std::uint64_t>(bytes);  // wraps back for what was sent for nothing
    moved_ += static_cast<std::uint64_t>(bytes);
    draw(false);
}

void UploadReport::spared(std::uint64_t bytes) {
    std::lock_guard lock(mutex_);
    done_ += bytes;
    draw(false);
}

void UploadReport::ended(const UploadOutcome& outcome) {
    std::lock_guard lock(mutex_);
    switch (outcome.kind) {
        case UploadOutcome::Kind::sent: ++sent_; break;
        case UploadOutcome::Kind::duplicate: ++duplicates_; break;
        case UploadOutcome::Kind::failed: ++failed_; break;
    }
    say(outcome);
    draw(true);
}

void UploadReport::say(const UploadOutcome& outcome) const {
    if (json_) {
        boost::json::object line{{"file", outcome.file}, {"status", name_of(outcome.kind)}};
        if (!outcome.photo.empty()) line["photoId"] = outcome.photo;
        if (!outcome.detail.empty()) line["detail"] = outcome.detail;
        std::cout << boost::json::serialize(line) << std::endl;
    } else if (outcome.kind == UploadOutcome::Kind::failed) {
        clear();
        std::cerr << outcome.file << ": " << outcome.detail << '\n';
    } else if (!bar_) {
        std::cerr << name_of(outcome.kind) << ' ' << outcome.file << '\n';
    }
}

void UploadReport::clear() const {
    if (bar_) std::cerr << "\r\x1b[K";
}

void UploadReport::draw(bool at_once) {
    constexpr std::size_t width = 24;
    auto now = Ticks::now();
    if (!bar_ || (!at_once && now - drawn_ < 100ms)) return;
    drawn_ = now;
    auto share = bytes_ == 0 ? 1.0 : std::min(1.0, static_cast<double>(done_) / static_cast<double>(bytes_));
    auto filled = static_cast<std::size_t>(share * width);
    auto seconds = std::max(0.1, std::chrono::duration<double>(now - begun_).count());
    clear();
    std::cerr << '[' << std::string(filled, '=') << std::string(width - filled, ' ') << "] "
              << static_cast<int>(share * 100) << " %  " << sent_ + duplicates_ << " of " << files_
              << " safe  " << megabytes(static_cast<double>(moved_) / seconds) << "/s" << std::flush;
}

bool UploadReport::sum_up() {
    std::lock_guard lock(mutex_);
    clear();
    auto text = count(sent_, "sent") + ", " + count(duplicates_, "already there") +
                (failed_ > 0 ? ", " + count(failed_, "failed") : "");
    std::cerr << text << " (" << megabytes(static_cast<double>(moved_)) << ")\n";
    return failed_ == 0;
}

}  // namespace snapory
