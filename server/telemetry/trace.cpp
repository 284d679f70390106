#include "telemetry/trace.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <random>
#include <utility>

namespace snapory {
namespace {

thread_local const TraceContext* current = nullptr;

constexpr std::string_view hex = "0123456789abcdef";

bool is_hex(std::string_view text) { return text.find_first_not_of(hex) == std::string_view::npos; }
bool is_id(std::string_view text) {
    return is_hex(text) && text.find_first_not_of('0') != std::string_view::npos;
}

// Ids must differ, not be secret, so a seeded generator a thread will do.
std::string random_id(std::size_t digits) {
    thread_local std::mt19937_64 random{std::random_device{}()};
    std::string id;
    do {
        id.clear();
        std::generate_n(std::back_inserter(id), digits, [&] { return hex[random() & 0xF]; });
    } while (!is_id(id));
    return id;
}

}  // namespace

std::optional<TraceContext> parse_traceparent(std::string_view header) {
    constexpr std::size_t length = 55;  // 00-<32>-<16>-<2>
    if (header.size() < length) return std::nullopt;
    auto version = header.substr(0, 2), trace = header.substr(3, 32), span = header.substr(36, 16),
         flags = header.substr(53, 2);
    bool dashes = header[2] == '-' && header[35] == '-' && header[52] == '-';
    bool end = header.size() == length || (version != "00" && header[length] == '-');
    bool valid = is_hex(version) && version != "ff" && is_id(trace) && is_id(span) && is_hex(flags);
    if (!dashes || !end || !valid) return std::nullopt;
    bool sampled = (hex.find(flags[1]) & 1U) != 0;
    return TraceContext{std::string(trace), std::string(span), sampled};
}

std::string to_traceparent(const TraceContext& context) {
    return "00-" + context.trace_id + "-" + context.span_id + (context.sampled ? "-01" : "-00");
}

TraceContext begin_trace() { return {random_id(32), random_id(16), false}; }

TraceContext child_of(const TraceContext& parent) { return {parent.trace_id, random_id(16), parent.sampled}; }

bool is_in_share(const TraceContext& context, double share) {
    constexpr double all = 0x1p56;  // the last fourteen digits are random, says the specification
    auto digits = std::string_view(context.trace_id).substr(18);
    std::uint64_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number, 16);
    return static_cast<double>(number) < share * all;
}

TraceScope::TraceScope(const TraceContext* context) : outer_(std::exchange(current, context)) {}
TraceScope::~TraceScope() { current = outer_; }

const TraceContext* current_trace() { return current; }

std::string current_traceparent() { return current == nullptr ? std::string() : to_traceparent(*current); }

}  // namespace snapory
