#include "app/request_log.hpp"

#include "telemetry/log.hpp"

namespace snapory {
namespace {

LogLevel level_of(const http::RequestRecord& record) {
    if (record.status >= 500) return LogLevel::error;
    bool reads =
        record.request.method() == http::Method::get || record.request.method() == http::Method::head;
    return reads && record.status < 400 ? LogLevel::debug : LogLevel::info;
}

Span span_of(const http::RequestRecord& record, const TraceContext& trace) {
    const auto& request = record.request;
    const auto& parent = request.parent_trace();
    std::string method(http::to_string(request.method())), route(request.route());
    return {.context = trace,
            .parent_id = parent ? parent->span_id : std::string(),
            .name = method + " " + route,
            .kind = SpanKind::server,
            .begun = std::chrono::system_clock::now() - record.duration,
            .took = record.duration,
            .failed = record.status >= 500,
            .attributes = {{"http.request.method", method},
                           {"http.route", route},
                           {"http.response.status_code", record.status},
                           {"snapory.request.id", std::string(request.request_id())}}};
}

}  // namespace

void RequestLog::on_request_end(const http::RequestRecord& record) {
    const auto& request = record.request;
    auto method = http::to_string(request.method());
    metrics_.request_ended(method, request.route(), record.status, record.bytes_in, record.duration);
    const auto& trace = request.trace();
    if (trace) traces_.ended(span_of(record, *trace));
    log(level_of(record), "request",
        {{"requestId", request.request_id()},
         {"traceId", trace ? trace->trace_id : std::string()},
         {"method", method},
         {"route", request.route()},
         {"status", record.status},
         {"ms", static_cast<double>(record.duration.count()) / 1000.0},
         {"bytesIn", record.bytes_in},
         {"bytesOut", record.bytes_out},
         {"remote", request.remote_address()},
         {"fault", record.fault}});
}

void RequestLog::on_fault(std::string_view what) { log_error("a WebSocket was closed", {{"fault", what}}); }

}  // namespace snapory
