#include "telemetry/log.hpp"

#include <spdlog/formatter.h>
#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <array>
#include <chrono>
#include <cmath>
#include <memory>
#include <utility>

#include "telemetry/escape.hpp"
#include "telemetry/trace.hpp"

namespace snapory {
namespace {

thread_local std::vector<std::pair<std::string_view, std::string_view>> scopes;

constexpr std::array<std::string_view, 4> json_levels{"debug", "info", "warning", "error"};
constexpr std::array<std::string_view, 4> text_levels{"DEBUG", "INFO ", "WARN ", "ERROR"};
constexpr std::array spdlog_levels{spdlog::level::debug, spdlog::level::info, spdlog::level::warn,
                                   spdlog::level::err};

std::string number_text(double number) {
    if (!std::isfinite(number)) return "null";
    return fmt::format("{:.6g}", number);
}

void append_value(std::string& out, const LogField::Value& value, bool always_quote) {
    if (const auto* text = std::get_if<std::string_view>(&value)) {
        bool quote = always_quote || text->find_first_of(" =\"") != std::string_view::npos;
        if (quote) out += '"';
        append_escaped(out, *text);
        if (quote) out += '"';
    } else if (const auto* integer = std::get_if<std::int64_t>(&value)) {
        out += std::to_string(*integer);
    } else if (const auto* number = std::get_if<double>(&value)) {
        out += number_text(*number);
    } else {
        out += std::get<bool>(value) ? "true" : "false";
    }
}

void append_field(std::string& out, LogFormat format, std::string_view name, const LogField::Value& value) {
    const auto* text = std::get_if<std::string_view>(&value);
    if (text != nullptr && text->empty()) return;
    bool json = format == LogFormat::json;
    out += json ? ",\"" : " ";
    out += name;
    out += json ? "\":" : "=";
    append_value(out, value, json);
}

std::string utc(std::chrono::system_clock::time_point time, LogFormat format) {
    auto at = std::chrono::floor<std::chrono::milliseconds>(time);
    auto day = std::chrono::floor<std::chrono::days>(at);
    std::chrono::hh_mm_ss clock(at - day);
    auto hours = fmt::format("{:02}:{:02}:{:02}.{:03}", clock.hours().count(), clock.minutes().count(),
                             clock.seconds().count(), clock.subseconds().count());
    if (format == LogFormat::text) return hours;
    std::chrono::year_month_day date(day);
    return fmt::format("{:04}-{:02}-{:02}T{}Z", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), hours);
}

// Puts the time in front of a line that is already escaped; spdlog's own patterns escape nothing.
class LineFormatter final : public spdlog::formatter {
public:
    explicit LineFormatter(LogFormat format) : format_(format) {}

    void format(const spdlog::details::log_msg& message, spdlog::memory_buf_t& into) override {
        bool json = format_ == LogFormat::json;
        auto time = utc(message.time, format_);
        auto line = json ? "{\"time\":\"" + time + "\"," : time + " ";
        line.append(message.payload.data(), message.payload.size());
        line += json ? "}\n" : "\n";
        into.append(line.data(), line.data() + line.size());
    }
    std::unique_ptr<spdlog::formatter> clone() const override {
        return std::make_unique<LineFormatter>(format_);
    }

private:
    LogFormat format_;
};

struct ProcessLog {
    LogFormat format = LogFormat::text;
    spdlog::logger logger{"snapory", std::make_shared<spdlog::sinks::stderr_sink_mt>()};

    ProcessLog() { set(LogLevel::info, LogFormat::text); }
    void set(LogLevel least, LogFormat line_format) {
        format = line_format;
        logger.set_level(spdlog_levels.at(static_cast<std::size_t>(least)));
        logger.set_formatter(std::make_unique<LineFormatter>(line_format));
    }
};

ProcessLog& process_log() {
    static ProcessLog log;
    return log;
}

}  // namespace

void start_log(LogLevel least, LogFormat format) { process_log().set(least, format); }

std::string format_log_line(LogFormat format, LogLevel level, std::string_view text,
                            std::initializer_list<LogField> fields) {
    std::string line;
    auto index = static_cast<std::size_t>(level);
    if (format == LogFormat::json) {
        line.append("\"level\":\"").append(json_levels.at(index)).append("\",\"message\":\"");
        append_escaped(line, text);
        line += '"';
    } else {
        line.append(text_levels.at(index)).append(" ");
        append_escaped(line, text);
    }
    for (const auto& [name, value] : scopes) append_field(line, format, name, value);
    if (const auto* trace = current_trace()) append_field(line, format, "traceId", trace->trace_id);
    for (const auto& field : fields) append_field(line, format, field.name, field.value);
    return line;
}

void log(LogLevel level, std::string_view text, std::initializer_list<LogField> fields) {
    auto& log = process_log();
    auto spdlog_level = spdlog_levels.at(static_cast<std::size_t>(level));
    if (!log.logger.should_log(spdlog_level)) return;
    log.logger.log(spdlog_level, spdlog::string_view_t(format_log_line(log.format, level, text, fields)));
}

LogScope::LogScope(std::string_view name, std::string_view value) { scopes.emplace_back(name, value); }
LogScope::~LogScope() { scopes.pop_back(); }

}  // namespace snapory
