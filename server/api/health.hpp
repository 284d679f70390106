#pragma once

#include <string>
#include <vector>

#include "http/router.hpp"
#include "telemetry/metrics.hpp"
#include "telemetry/readiness.hpp"

namespace snapory {

struct HealthConfig {
    std::string version;        // of the program
    std::vector<Probe> probes;  // asked by /ready
};

// Whether a proxy passed the request on, so that it came from outside; figures are for the inside.
bool is_from_outside(const http::Request& request);

// GET /health (alive), /ready (each dependency with state and latency; 503 when one is down) and, for the
// inside, /metrics, beneath the scope's prefix. The metrics must outlive the router.
void add_health_routes(http::Scope& scope, const HealthConfig& config, Metrics& metrics);

}  // namespace snapory
