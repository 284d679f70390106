#include "domain/taken_time.hpp"

namespace snapory {

std::optional<TakenTime> told_time(const std::optional<TakenTime>& clock,
                                   const std::optional<TimePoint>& satellites) {
    if (clock && (clock->utc_offset || !satellites)) return clock;
    if (!satellites) return std::nullopt;
    return TakenTime{*satellites, std::chrono::minutes(0), TakenSource::gps};
}

Received received_time(const std::optional<TimePoint>& file_date, TimePoint arrival) {
    if (!file_date || *file_date > arrival) return {arrival, TakenSource::arrival};
    return {*file_date, TakenSource::file};
}

bool is_plausible(TimePoint taken, TimePoint now) {
    constexpr auto first_digital_photos = std::chrono::sys_days(std::chrono::year(1990) / 1 / 1);
    return taken >= first_digital_photos && taken <= now + std::chrono::days(1);
}

}  // namespace snapory
