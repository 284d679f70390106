#pragma once

#include <functional>
#include <string>
#include <vector>

namespace snapory {

// Something without which a role cannot work. `check` throws, with a text for the operator, when it is down.
struct Probe {
    std::string name;
    std::function<void()> check;
};

struct Readiness {
    bool ready = true;
    std::string json;  // {"status":"ready","dependencies":[{"name":…,"state":"up","latencyMs":…}]}
};

// Asks each, one after the other, on the caller's thread.
Readiness check_readiness(const std::vector<Probe>& probes);

}  // namespace snapory
