#pragma once

#include "http/observer.hpp"
#include "telemetry/metrics.hpp"
#include "telemetry/traces.hpp"

namespace snapory {

// Logs, counts and traces what a server answered. Paths are not logged, since some hold an event's code,
// which is a key; the route says enough. Reading that went well is logged at `debug`.
class RequestLog final : public http::Observer {
public:
    RequestLog(Metrics& metrics, Traces& traces) : metrics_(metrics), traces_(traces) {}

    void on_request_end(const http::RequestRecord& record) override;
    void on_fault(std::string_view what) override;

private:
    Metrics& metrics_;
    Traces& traces_;
};

}  // namespace snapory
