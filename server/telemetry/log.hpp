#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace snapory {

enum class LogLevel : std::uint8_t { debug, info, warning, error };
enum class LogFormat : std::uint8_t {
    json,  // one object a line, for machines
    text,  // for a person at a terminal
};

// A named fact of a log line. Views must live until the call returns; text may hold anything, and is
// escaped; an empty one is left out.
struct LogField {
    using Value = std::variant<std::string_view, std::int64_t, double, bool>;

    LogField(std::string_view field, std::string_view text) : name(field), value(text) {}
    LogField(std::string_view field, const std::string& text) : name(field), value(std::string_view(text)) {}
    LogField(std::string_view field, const char* text) : name(field), value(std::string_view(text)) {}
    LogField(std::string_view field, bool flag) : name(field), value(flag) {}
    LogField(std::string_view field, double number) : name(field), value(number) {}
    template <std::integral Number>
    LogField(std::string_view field, Number number) : name(field), value(static_cast<std::int64_t>(number)) {}

    std::string_view name;  // camelCase
    Value value;
};

// Sets how the process logs, to standard error; before that it logs text from `info` on. Called while there
// is one thread.
void start_log(LogLevel least, LogFormat format);

// One line, whole even when several processes write to the same place. Any thread may call. Never holds
// tokens, passwords, PINs or URLs that carry a signature.
void log(LogLevel level, std::string_view text, std::initializer_list<LogField> fields = {});

inline void log_debug(std::string_view text, std::initializer_list<LogField> fields = {}) {
    log(LogLevel::debug, text, fields);
}
inline void log_info(std::string_view text, std::initializer_list<LogField> fields = {}) {
    log(LogLevel::info, text, fields);
}
inline void log_warning(std::string_view text, std::initializer_list<LogField> fields = {}) {
    log(LogLevel::warning, text, fields);
}
inline void log_error(std::string_view text, std::initializer_list<LogField> fields = {}) {
    log(LogLevel::error, text, fields);
}

// Adds a field to every line of this thread until it is gone: the request or job that the thread works on.
// What it views must outlive it.
class LogScope {
public:
    LogScope(std::string_view name, std::string_view value);
    ~LogScope();
    LogScope(const LogScope&) = delete;
    LogScope& operator=(const LogScope&) = delete;
};

// What a line consists of but for its time, for tests: `fields` after those of the thread's scopes.
std::string format_log_line(LogFormat format, LogLevel level, std::string_view text,
                            std::initializer_list<LogField> fields);

}  // namespace snapory
