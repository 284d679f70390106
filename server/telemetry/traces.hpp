#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "telemetry/metrics.hpp"
#include "telemetry/span.hpp"

namespace snapory {

struct TracesConfig {
    std::string url;      // of a collector: "http://collector:4318/v1/traces"; empty: no spans are kept
    std::string role;     // of this process: "api"
    std::string version;  // of the program
};

// Sends the spans of sampled traces to a collector, by OTLP over HTTP with JSON, in batches and on a thread
// of its own. Nobody waits for it: what a slow or absent collector does not take is dropped, and counted. Any
// thread may call; the metrics must outlive it.
class Traces {
public:
    Traces(TracesConfig config, Metrics& metrics);
    ~Traces();  // sends what is left, for a second at most
    Traces(const Traces&) = delete;
    Traces& operator=(const Traces&) = delete;

    // Keeps the span if its trace is sampled.
    void ended(Span span);
    // Work of what this thread is in that ended just now: its child, without children of its own.
    void ended_now(std::string_view name, SpanKind kind, std::chrono::nanoseconds took);

private:
    using Batch = std::vector<Span>;

    bool keeps(const TraceContext& context) const { return context.sampled && !config_.url.empty(); }
    void work();
    void send(const Batch& batch, std::chrono::milliseconds deadline);

    const TracesConfig config_;
    const std::vector<Span::Attribute> resource_;
    Metrics& metrics_;
    std::mutex mutex_;
    std::condition_variable wake_;
    Batch waiting_;          // guarded by mutex_
    bool stopping_ = false;  // the same
    bool reached_ = true;    // the collector, at the last try; of the thread
    std::thread thread_;     // none when no spans are kept
};

}  // namespace snapory
