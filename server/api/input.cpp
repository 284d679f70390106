#include "api/input.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>

#include "domain/text.hpp"

namespace snapory {
namespace {

namespace json = boost::json;

// Takes exactly this many digits from the front.
std::optional<int> take_digits(std::string_view& text, std::size_t count) {
    if (text.size() < count) return std::nullopt;
    auto digits = text.substr(0, count);
    if (!std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
    int value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    text.remove_prefix(count);
    return value;
}

bool take(std::string_view& text, std::string_view expected) {
    if (!text.starts_with(expected)) return false;
    text.remove_prefix(expected.size());
    return true;
}

// "2026-06-20"
std::optional<std::chrono::sys_days> take_date(std::string_view& text) {
    auto year = take_digits(text, 4);
    if (!year || !take(text, "-")) return std::nullopt;
    auto month = take_digits(text, 2);
    if (!month || !take(text, "-")) return std::nullopt;
    auto day = take_digits(text, 2);
    if (!day) return std::nullopt;
    std::chrono::year_month_day date{std::chrono::year{*year},
                                     std::chrono::month(static_cast<unsigned>(*month)),
                                     std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok()) return std::nullopt;
    return std::chrono::sys_days{date};
}

// "16:30"
std::optional<std::chrono::minutes> take_hour_and_minute(std::string_view& text) {
    auto hours = take_digits(text, 2);
    if (!hours || *hours > 23 || !take(text, ":")) return std::nullopt;
    auto minutes = take_digits(text, 2);
    if (!minutes || *minutes > 59) return std::nullopt;
    return std::chrono::hours{*hours} + std::chrono::minutes{*minutes};
}

// ".123456" to milliseconds; what is finer is cut off. No fraction is zero.
std::optional<Milliseconds> take_fraction(std::string_view& text) {
    if (!take(text, ".")) return Milliseconds{0};
    int milliseconds = 0;
    int weight = 100;
    std::size_t digits = 0;
    for (; auto digit = take_digits(text, 1); ++digits, weight /= 10) milliseconds += *digit * weight;
    if (digits == 0 || digits > 9) return std::nullopt;
    return Milliseconds{milliseconds};
}

// "Z", "+02:00"
std::optional<std::chrono::minutes> take_offset(std::string_view& text) {
    if (take(text, "Z") || take(text, "z")) return std::chrono::minutes{0};
    bool east = text.starts_with('+');
    if (!take(text, "+") && !take(text, "-")) return std::nullopt;
    auto offset = take_hour_and_minute(text);
    if (!offset) return std::nullopt;
    return east ? *offset : -*offset;
}

std::optional<std::uint64_t> parse_number(std::string_view text) {
    std::uint64_t value = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::string range_text(std::integral auto least, std::integral auto most) {
    return "Give a whole number from " + std::to_string(least) + " to " + std::to_string(most) + ".";
}

constexpr std::string_view time_text = "Give a time such as 2026-06-20T16:30:00.000Z.";

}  // namespace

std::optional<TimePoint> parse_time(std::string_view text) {
    auto date = take_date(text);
    if (!date || (!take(text, "T") && !take(text, "t"))) return std::nullopt;
    auto minutes = take_hour_and_minute(text);
    if (!minutes || !take(text, ":")) return std::nullopt;
    auto seconds = take_digits(text, 2);
    if (!seconds || *seconds > 60) return std::nullopt;  // 60: a leap second
    auto fraction = take_fraction(text);
    auto offset = take_offset(text);
    if (!fraction || !offset || !text.empty()) return std::nullopt;
    return TimePoint{*date} + *minutes + std::chrono::seconds{*seconds} + *fraction - *offset;
}

const json::value* Input::find(std::string_view name) const {
    const auto* value = object_.if_contains(name);
    return value && !value->is_null() ? value : nullptr;
}

bool Input::is_null(std::string_view name) const {
    const auto* value = object_.if_contains(name);
    return value && value->is_null();
}

std::string Input::path_of(std::string_view name) const {
    return path_.empty() ? std::string(name) : path_ + "." + std::string(name);
}

void Input::note(std::string_view name, std::string_view code, std::string detail) {
    errors_.push_back({path_of(name), std::string(code), std::move(detail)});
}

Input& Input::require(std::initializer_list<std::string_view> names) {
    for (auto name : names)
        if (!find(name)) note(name, "required", "This is needed.");
    return *this;
}

std::optional<std::string> Input::text(std::string_view name, std::size_t most_bytes) {
    const auto* value = find(name);
    if (!value) return std::nullopt;
    const auto* text = value->if_string();
    if (!text) {
        note(name, "wrong_type", "Give a text.");
        return std::nullopt;
    }
    if (text->size() > most_bytes) {
        note(name, "too_long", "At most " + std::to_string(most_bytes) + " bytes.");
        return std::nullopt;
    }
    return std::string(*text);
}

std::optional<bool> Input::flag(std::string_view name) {
    const auto* value = find(name);
    if (!value) return std::nullopt;
    if (!value->is_bool()) {
        note(name, "wrong_type", "Give true or false.");
        return std::nullopt;
    }
    return value->get_bool();
}

template <class Number>
std::optional<Number> Input::number_within(std::string_view name, Number least, Number most) {
    const auto* value = find(name);
    if (!value) return std::nullopt;
    boost::system::error_code error;
    auto number = value->to_number<Number>(error);  // refuses texts, fractions and what does not fit
    if (!error && number >= least && number <= most) return number;
    note(name, value->is_number() ? "out_of_range" : "wrong_type", range_text(least, most));
    return std::nullopt;
}

std::optional<std::uint64_t> Input::number(std::string_view name, std::uint64_t least, std::uint64_t most) {
    return number_within(name, least, most);
}

std::optional<std::int64_t> Input::signed_number(std::string_view name, std::int64_t least,
                                                 std::int64_t most) {
    return number_within(name, least, most);
}

std::optional<TimePoint> Input::time(std::string_view name) {
    auto typed = text(name);
    if (!typed) return std::nullopt;
    auto time = parse_time(*typed);
    if (!time) note(name, "wrong_format", std::string(time_text));
    return time;
}

std::optional<Input> Input::object(std::string_view name) {
    const auto* value = find(name);
    if (!value) return std::nullopt;
    if (value->is_object()) return Input(value->get_object(), errors_, path_of(name));
    note(name, "wrong_type", "Give an object.");
    return std::nullopt;
}

const json::array* Input::list(std::string_view name, std::size_t least, std::size_t most) {
    const auto* value = find(name);
    if (!value) return nullptr;
    const auto* items = value->if_array();
    if (!items) {
        note(name, "wrong_type", "Give a list.");
        return nullptr;
    }
    if (items->size() >= least && items->size() <= most) return items;
    note(name, "wrong_length", "Give " + std::to_string(least) + " to " + std::to_string(most) + " items.");
    return nullptr;
}

void Query::note(std::string_view name, std::string_view code, std::string detail) {
    errors_.push_back({std::string(name), std::string(code), std::move(detail)});
}

std::optional<std::string> Query::text(std::string_view name, std::size_t most_bytes) {
    auto typed = request_.query(name);
    if (!typed) return std::nullopt;
    if (typed->size() > most_bytes || !is_utf8(*typed)) {
        note(name, "too_long", "At most " + std::to_string(most_bytes) + " bytes of UTF-8.");
        return std::nullopt;
    }
    return std::string(*typed);
}

std::optional<bool> Query::flag(std::string_view name) {
    auto typed = request_.query(name);
    if (!typed) return std::nullopt;
    if (*typed == "true") return true;
    if (*typed == "false") return false;
    note(name, "wrong_type", "Give true or false.");
    return std::nullopt;
}

std::optional<std::uint64_t> Query::number(std::string_view name, std::uint64_t least, std::uint64_t most) {
    auto typed = request_.query(name);
    if (!typed) return std::nullopt;
    auto number = parse_number(*typed);
    if (number && *number >= least && *number <= most) return number;
    note(name, number ? "out_of_range" : "wrong_type", range_text(least, most));
    return std::nullopt;
}

std::optional<TimePoint> Query::time(std::string_view name) {
    auto typed = request_.query(name);
    if (!typed) return std::nullopt;
    auto time = parse_time(*typed);
    if (!time) note(name, "wrong_format", std::string(time_text));
    return time;
}

std::expected<json::object, http::Response> json_body(const http::Request& request) {
    if (request.body().empty()) return json::object{};
    auto type = request.header("Content-Type");
    if (type && !type->starts_with("application/json"))
        return std::unexpected(
            problem(request, unsupported_media_type, "Send the body as application/json."));
    boost::system::error_code error;
    auto value = json::parse(request.body(), error);
    if (error)
        return std::unexpected(
            problem(request, malformed_request, "The body is no JSON: " + error.message() + "."));
    if (!value.is_object())
        return std::unexpected(problem(request, malformed_request, "The body must be a JSON object."));
    return std::move(value.get_object());
}

}  // namespace snapory
