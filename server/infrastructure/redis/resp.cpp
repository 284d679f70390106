#include "infrastructure/redis/resp.hpp"

#include <charconv>
#include <utility>

namespace snapory {
namespace {

using Kind = RespValue::Kind;

constexpr std::string_view line_end = "\r\n";
constexpr std::size_t most_bytes = 16 << 20;
constexpr std::size_t most_values = 1 << 18;
constexpr std::size_t most_line = 64 << 10;
constexpr std::size_t most_depth = 8;

std::int64_t number(std::string_view text) {
    std::int64_t value = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || text.empty())
        throw MalformedResp("a number is not one");
    return value;
}

// What -1 stands for is no value; nothing below it is a length.
bool is_length(std::int64_t length) {
    if (length < -1) throw MalformedResp("a length is negative");
    return length >= 0;
}

void append_head(std::string& command, char kind, std::size_t number) {
    command.append(1, kind).append(std::to_string(number)).append(line_end);
}

}  // namespace

void RespParser::feed(std::string_view bytes) {
    buffer_.erase(0, at_);
    at_ = 0;
    buffer_ += bytes;
}

std::optional<RespValue> RespParser::next() {
    while (auto value = element()) {
        if (value->kind == Kind::array && open_.back().missing > 0) continue;
        if (value->kind == Kind::array) {
            *value = std::move(open_.back().array);
            open_.pop_back();
        }
        if (auto whole = close(*std::move(value))) return whole;
    }
    return std::nullopt;
}

// The next value that is no part of the one before; an array is left open, and what it holds is still to
// come.
std::optional<RespValue> RespParser::element() {
    auto rest = std::string_view(buffer_).substr(at_);
    auto end = rest.substr(0, most_line).find(line_end);
    if (end == std::string_view::npos) {
        if (rest.size() >= most_line) throw MalformedResp("a line is too long");
        return std::nullopt;
    }
    if (end == 0) throw MalformedResp("a line is empty");
    auto content = rest.substr(1, end - 1);
    auto head = end + line_end.size();
    if (rest[0] == '$') return bulk(number(content), head);

    RespValue value;
    switch (rest[0]) {
        case '+': value.kind = Kind::text; break;
        case '-': value.kind = Kind::error; break;
        case ':': value.kind = Kind::integer; break;
        case '*': value.kind = is_length(number(content)) ? Kind::array : Kind::null; break;
        default: throw MalformedResp("a value is of no known kind");
    }
    if (value.kind == Kind::text || value.kind == Kind::error) value.text = content;
    if (value.kind == Kind::integer) value.integer = number(content);
    if (value.kind == Kind::array) {
        auto items = number(content);
        if (open_.size() >= most_depth || std::cmp_greater(items, most_values))
            throw MalformedResp("an array is too large");
        open_.push_back({value, static_cast<std::size_t>(items)});
    }
    count(head);
    return value;
}

std::optional<RespValue> RespParser::bulk(std::int64_t length, std::size_t head) {
    if (!is_length(length)) {
        count(head);
        return RespValue();
    }
    if (std::cmp_greater(length, most_bytes)) throw MalformedResp("a text is too long");
    auto size = static_cast<std::size_t>(length);
    auto rest = std::string_view(buffer_).substr(at_ + head);
    if (rest.size() < size + line_end.size()) return std::nullopt;
    if (rest.substr(size, line_end.size()) != line_end) throw MalformedResp("a text has another length");
    RespValue value{.kind = Kind::text, .text = std::string(rest.substr(0, size)), .integer = 0, .items = {}};
    count(head + size + line_end.size());
    return value;
}

// Puts a complete value where it belongs; gives the whole when that completes it.
std::optional<RespValue> RespParser::close(RespValue value) {
    while (!open_.empty()) {
        auto& above = open_.back();
        above.array.items.push_back(std::move(value));
        if (--above.missing > 0) return std::nullopt;
        value = std::move(above.array);
        open_.pop_back();
    }
    bytes_ = values_ = 0;
    return value;
}

void RespParser::count(std::size_t bytes) {
    at_ += bytes;
    bytes_ += bytes;
    if (bytes_ > most_bytes || ++values_ > most_values) throw MalformedResp("an answer is too large");
}

std::string encode_command(std::span<const std::string> arguments) {
    std::string command;
    append_head(command, '*', arguments.size());
    for (const auto& argument : arguments) {
        append_head(command, '$', argument.size());
        command.append(argument).append(line_end);
    }
    return command;
}

}  // namespace snapory
