#include "infrastructure/local/process_rate_limits.hpp"

#include <algorithm>

namespace snapory {
namespace {

constexpr std::chrono::seconds clearing_interval{10};
constexpr std::string_view crowd = "(too many keys)";

}  // namespace

ProcessRateLimits::Window& ProcessRateLimits::window_of(std::string_view key, TimePoint now) {
    auto known = windows_.find(key);
    if (known != windows_.end()) return known->second;
    if (windows_.size() >= most_ / 2 && now - cleared_at_ >= clearing_interval) {
        std::erase_if(windows_, [now](const auto& entry) { return entry.second.ends_at <= now; });
        cleared_at_ = now;
    }
    return windows_[std::string(windows_.size() < most_ ? key : crowd)];
}

RateLimits::Verdict ProcessRateLimits::take(std::string_view key, std::uint32_t limit,
                                            std::chrono::seconds window) {
    std::lock_guard lock(mutex_);
    auto now = clock_.now();
    auto& current = window_of(key, now);
    if (current.ends_at <= now) current = {0, now + window};
    bool allowed = current.taken < limit;
    if (allowed) ++current.taken;
    auto remaining = limit - std::min(limit, current.taken);
    return {allowed, limit, remaining, std::chrono::ceil<std::chrono::seconds>(current.ends_at - now)};
}

}  // namespace snapory
