#include "telemetry/readiness.hpp"

#include <chrono>
#include <exception>

#include "telemetry/escape.hpp"

namespace snapory {
namespace {

using Clock = std::chrono::steady_clock;

// What is wrong; empty when nothing is.
std::string fault_of(const Probe& probe) {
    try {
        probe.check();
        return {};
    } catch (const std::exception& error) {
        return error.what();
    }
}

std::string describe(const Probe& probe, const std::string& fault, Clock::duration latency) {
    auto tenths = std::chrono::duration_cast<std::chrono::microseconds>(latency).count() / 100;
    std::string json = "{\"name\":\"";
    append_escaped(json, probe.name);
    json.append("\",\"state\":\"").append(fault.empty() ? "up" : "down");
    json.append("\",\"latencyMs\":").append(std::to_string(tenths / 10) + "." + std::to_string(tenths % 10));
    if (!fault.empty()) {
        json += ",\"detail\":\"";
        append_escaped(json, fault);
        json += '"';
    }
    return json + "}";
}

}  // namespace

Readiness check_readiness(const std::vector<Probe>& probes) {
    Readiness readiness;
    bool whole = true;
    std::string list;
    for (const auto& probe : probes) {
        auto begun = Clock::now();
        auto fault = fault_of(probe);
        whole = whole && fault.empty();
        readiness.ready = readiness.ready && (fault.empty() || !probe.needed);
        list.append(list.empty() ? "" : ",").append(describe(probe, fault, Clock::now() - begun));
    }
    const auto* status = whole ? "ready" : readiness.ready ? "degraded" : "unready";
    readiness.json = std::string("{\"status\":\"") + status + "\",\"dependencies\":[" + list + "]}";
    return readiness;
}

}  // namespace snapory
