#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "application/ports/rate_limits.hpp"
#include "http/request.hpp"
#include "http/response.hpp"

namespace snapory {

// How often something may be tried: `limit` times a `window` for each `key`.
struct Allowance {
    std::string key;
    std::uint32_t limit;
    std::chrono::seconds window;
};

// What `answer` gives, with RateLimit headers of the allowance that has least left; 429 without asking it
// when one of them is used up.
http::Response throttled(RateLimits& limits, const http::Request& request,
                         const std::vector<Allowance>& allowances,
                         const std::function<http::Response()>& answer);

}  // namespace snapory
