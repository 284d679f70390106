#pragma once

#include <functional>
#include <string>
#include <vector>

#include "http/router.hpp"

namespace snapory {

// Something without which a role cannot work. `check` throws, with a text for the operator, when it is down;
// it may block for seconds, and several requests may call it at once.
struct Dependency {
    std::string name;
    std::function<void()> check;
};

struct HealthConfig {
    std::string version;                   // of the program
    std::vector<Dependency> dependencies;  // asked by /ready
    std::function<std::string()> metrics;  // Prometheus text format
};

// GET /health (alive), /ready (dependencies, each with state and latency; 503 when one is down) and /metrics,
// beneath the scope's prefix. Every role has them.
void add_health_routes(http::Scope& scope, const HealthConfig& config);

}  // namespace snapory
