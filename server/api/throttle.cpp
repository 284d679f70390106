#include "api/throttle.hpp"

#include <algorithm>

#include "api/problem.hpp"
#include "application/attempts.hpp"

namespace snapory {
namespace {

bool is_tighter(const RateLimits::Verdict& left, const RateLimits::Verdict& right) {
    if (left.allowed != right.allowed) return !left.allowed;
    return left.remaining < right.remaining;
}

void add_headers(http::Headers& headers, const RateLimits::Verdict& verdict) {
    headers.set("RateLimit-Limit", std::to_string(verdict.limit));
    headers.set("RateLimit-Remaining", std::to_string(verdict.remaining));
    headers.set("RateLimit-Reset", std::to_string(verdict.reset.count()));
}

}  // namespace

http::Response throttled(RateLimits& limits, const http::Request& request,
                         const std::vector<Allowance>& allowances,
                         const std::function<http::Response()>& answer) {
    std::vector<RateLimits::Verdict> verdicts;
    verdicts.reserve(allowances.size());
    for (const auto& allowance : allowances)
        verdicts.push_back(limits.take(allowance.key, allowance.limit, allowance.window));
    const auto& tightest = *std::min_element(verdicts.begin(), verdicts.end(), is_tighter);
    if (tightest.allowed) {
        auto response = answer();
        add_headers(response.headers(), tightest);
        return response;
    }
    auto refused = problem(request, too_many_requests(tightest.reset));
    add_headers(refused.headers(), tightest);
    return refused;
}

}  // namespace snapory
