#include "application/cameras/clock_card.hpp"

#include <charconv>

#include "application/ports/image_reader.hpp"

namespace snapory {
namespace {

using std::chrono::seconds;

constexpr std::int64_t last_second = 253'402'300'799;  // of the year 9999

std::string grant(const EventId& event) { return "clock card\n" + event.text(); }

}  // namespace

std::string clock_card(const EventId& event, TimePoint now, Signatures& signatures) {
    const auto second = std::chrono::floor<seconds>(now);
    return std::string(clock_card_prefix) + std::to_string(second.time_since_epoch().count()) + ":" +
           signatures.sign(grant(event), second);
}

std::optional<TimePoint> read_clock_card(std::string_view text, const EventId& event,
                                         Signatures& signatures) {
    if (!text.starts_with(clock_card_prefix)) return std::nullopt;
    text.remove_prefix(clock_card_prefix.size());
    std::int64_t count = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (problem != std::errc{} || count < 0 || count > last_second) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (!text.starts_with(':')) return std::nullopt;
    const TimePoint at{seconds(count)};
    return signatures.fits(grant(event), at, text.substr(1)) ? std::optional(at) : std::nullopt;
}

}  // namespace snapory
