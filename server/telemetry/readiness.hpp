#pragma once

#include <functional>
#include <string>
#include <vector>

namespace snapory {

// Something that a role stands on. `check` throws, with a text for the operator, when it is down.
struct Probe {
    std::string name;
    std::function<void()> check;
    bool needed = true;  // else the role works without it, only slower
};

struct Readiness {
    bool ready = true;
    std::string
        json;  // {"status":"ready"|"degraded"|"unready","dependencies":[{"name":…,"state":"up","latencyMs":…}]}
};

// Asks each, one after the other, on the caller's thread.
Readiness check_readiness(const std::vector<Probe>& probes);

}  // namespace snapory
