#include "application/attempts.hpp"

#include <algorithm>
#include <string>

namespace snapory {
namespace {

std::string in_words(std::chrono::seconds wait) {
    if (wait == std::chrono::seconds{1}) return "a second";
    if (wait < std::chrono::seconds{90}) return std::to_string(wait.count()) + " seconds";
    return std::to_string(std::chrono::ceil<std::chrono::minutes>(wait).count()) + " minutes";
}

}  // namespace

Result<void> take_attempt(RateLimits& limits, std::string_view key, Attempts allowed) {
    auto verdict = limits.take(key, allowed.most, allowed.window);
    if (!verdict.allowed) return fail(too_many_requests(verdict.reset));
    return {};
}

Error too_many_requests(std::chrono::seconds wait) {
    wait = std::max(wait, std::chrono::seconds{1});
    return {Errc::too_many_requests, "Too many attempts. Try again in " + in_words(wait) + ".", "", wait};
}

}  // namespace snapory
