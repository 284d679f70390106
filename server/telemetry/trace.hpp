#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace snapory {

// Where a piece of work stands in a distributed trace: https://www.w3.org/TR/trace-context/
struct TraceContext {
    std::string trace_id;  // 32 lower-case hex digits, not all zero; one for all that a request causes
    std::string span_id;   // 16 lower-case hex digits, not all zero; one for this piece
    bool sampled = false;

    bool operator==(const TraceContext&) const = default;
};

// The context of a `traceparent` header, of this version or a later one; nothing when it is not valid.
std::optional<TraceContext> parse_traceparent(std::string_view header);
std::string to_traceparent(const TraceContext& context);

// A new trace, and a new span within the trace of a parent. Any thread may call.
TraceContext begin_trace();
TraceContext child_of(const TraceContext& parent);

// Whether the trace is among this share of all, 0 to 1; every process says the same of it.
bool is_in_share(const TraceContext& context, double share);

// Makes a context that of its thread while it lives, also in log lines; null: the thread is in no trace.
// Scopes nest. The context must outlive the scope.
class TraceScope {
public:
    explicit TraceScope(const TraceContext* context);
    ~TraceScope();
    TraceScope(const TraceScope&) = delete;
    TraceScope& operator=(const TraceScope&) = delete;

private:
    const TraceContext* outer_;
};

// What this thread works on; null outside of a scope. Lives as long as the scope.
const TraceContext* current_trace();
// The same as a header's value; empty outside of a scope.
std::string current_traceparent();

}  // namespace snapory
