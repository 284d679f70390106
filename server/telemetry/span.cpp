#include "telemetry/span.hpp"

#include "telemetry/escape.hpp"

namespace snapory {
namespace {

void append_quoted(std::string& out, std::string_view text) {
    out += '"';
    append_escaped(out, text);
    out += '"';
}

// 64-bit numbers are texts in OTLP's JSON.
void append_number(std::string& out, std::string_view name, std::int64_t number) {
    out.append(",\"").append(name).append("\":\"").append(std::to_string(number)).append("\"");
}

void append_attribute(std::string& out, const Span::Attribute& attribute) {
    const auto& [key, value] = attribute;
    out += "{\"key\":";
    append_quoted(out, key);
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        out += ",\"value\":{\"intValue\":\"" + std::to_string(*number) + "\"}}";
    } else {
        out += ",\"value\":{\"stringValue\":";
        append_quoted(out, std::get<std::string>(value));
        out += "}}";
    }
}

template <class Items, class Append>
void append_list(std::string& out, const Items& items, Append append) {
    out += '[';
    for (bool first = true; const auto& item : items) {
        if (!std::exchange(first, false)) out += ',';
        append(out, item);
    }
    out += ']';
}

void append_span(std::string& out, const Span& span) {
    auto begun = std::chrono::duration_cast<std::chrono::nanoseconds>(span.begun.time_since_epoch());
    out += R"({"traceId":")" + span.context.trace_id + R"(","spanId":")" + span.context.span_id + '"';
    if (!span.parent_id.empty()) out += R"(,"parentSpanId":")" + span.parent_id + '"';
    out += ",\"name\":";
    append_quoted(out, span.name);
    out += ",\"kind\":" + std::to_string(static_cast<int>(span.kind));
    append_number(out, "startTimeUnixNano", begun.count());
    append_number(out, "endTimeUnixNano", (begun + span.took).count());
    if (span.failed) out += R"(,"status":{"code":2})";
    out += ",\"attributes\":";
    append_list(out, span.attributes, append_attribute);
    out += '}';
}

}  // namespace

std::string to_otlp(std::span<const Span::Attribute> resource, std::span<const Span> spans) {
    std::string out = R"({"resourceSpans":[{"resource":{"attributes":)";
    append_list(out, resource, append_attribute);
    out += R"(},"scopeSpans":[{"scope":{"name":"snapory"},"spans":)";
    append_list(out, spans, append_span);
    return out + "}]}]}";
}

}  // namespace snapory
