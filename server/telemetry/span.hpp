#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "telemetry/trace.hpp"

namespace snapory {

// What a piece of work is to the one above it; numbered as OpenTelemetry does.
enum class SpanKind : std::uint8_t { internal = 1, server, client, producer, consumer };

// A piece of work that has ended. Its name and attributes hold nothing that a person or a client wrote.
struct Span {
    using Attribute = std::pair<std::string, std::variant<std::string, std::int64_t>>;

    TraceContext context;
    std::string parent_id;  // empty: the first of its trace
    std::string name;
    SpanKind kind = SpanKind::internal;
    std::chrono::system_clock::time_point begun;
    std::chrono::nanoseconds took{};
    bool failed = false;
    std::vector<Attribute> attributes;
};

// An ExportTraceServiceRequest of OTLP 1, as JSON, from the process that these attributes describe.
std::string to_otlp(std::span<const Span::Attribute> resource, std::span<const Span> spans);

}  // namespace snapory
