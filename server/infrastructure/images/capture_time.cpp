#include "infrastructure/images/capture_time.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <string_view>

namespace snapory {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t wall_length = std::string_view("2024:05:17 18:03:22").size();
constexpr auto widest_offset = 14h;

// Exactly `length` digits at a place of the text.
std::optional<int> digits(std::string_view text, std::size_t at, std::size_t length) {
    if (at + length > text.size()) return std::nullopt;
    int value = 0;
    const char* end = text.data() + at + length;
    const auto [stop, problem] = std::from_chars(text.data() + at, end, value);
    if (problem != std::errc{} || stop != end || value < 0) return std::nullopt;
    return value;
}

std::optional<TimePoint> wall_time(std::string_view text) {
    const auto year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
    const auto hour = digits(text, 11, 2), minute = digits(text, 14, 2), second = digits(text, 17, 2);
    if (!year || !month || !day || !hour || !minute || !second) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month(*month),
                                           std::chrono::day(*day)};
    if (!date.ok() || *year < 1900 || *year > 2100 || *hour > 23 || *minute > 59 || *second > 60)
        return std::nullopt;
    return std::chrono::sys_days{date} + std::chrono::hours{*hour} + std::chrono::minutes{*minute} +
           std::chrono::seconds{*second};
}

Milliseconds fraction(std::string_view subseconds) {
    const std::string three = std::string(subseconds.substr(0, 3)) + "000";
    return Milliseconds{digits(three, 0, 3).value_or(0)};
}

std::optional<std::chrono::minutes> offset_of(std::string_view text) {
    if (text == "Z") return 0min;
    if (text.size() < 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
    const auto hours = digits(text, 1, 2), minutes = digits(text, 4, 2);
    if (!hours || !minutes || *minutes > 59) return std::nullopt;
    const auto offset = std::chrono::hours{*hours} + std::chrono::minutes{*minutes};
    if (offset > widest_offset) return std::nullopt;
    return text[0] == '-' ? -offset : offset;
}

std::optional<std::chrono::minutes> offset_by_satellites(TimePoint wall, TimePoint satellites) {
    const auto offset = std::chrono::round<std::chrono::duration<int, std::ratio<1800>>>(wall - satellites);
    const auto rest = std::chrono::abs(wall - satellites - offset);
    if (rest > 90s || std::chrono::abs(offset) > widest_offset) return std::nullopt;
    return offset;
}

}  // namespace

CaptureClock clock_of_iso(const std::string& text) {
    CaptureClock clock;
    clock.wall = text.substr(0, wall_length);
    std::string_view rest = std::string_view(text).substr(clock.wall.size());
    if (rest.starts_with('.')) {
        rest.remove_prefix(1);
        const std::size_t end = std::min(rest.find_first_not_of("0123456789"), rest.size());
        clock.subseconds = rest.substr(0, end);
        rest.remove_prefix(end);
    }
    clock.offset = rest;
    return clock;
}

std::optional<TakenTime> taken_time(const CaptureClock& clock, std::optional<TimePoint> satellites) {
    const auto wall = wall_time(clock.wall);
    if (!wall) return std::nullopt;
    auto offset = offset_of(clock.offset);
    if (!offset && satellites) offset = offset_by_satellites(*wall, *satellites);
    return TakenTime{*wall + fraction(clock.subseconds) - offset.value_or(0min), offset, TakenSource::exif};
}

}  // namespace snapory
