#pragma once

#include <optional>
#include <string>

#include "domain/capture.hpp"

namespace snapory {

// What a file says about its time, as it says it.
struct CaptureClock {
    std::string wall;        // EXIF "2024:05:17 18:03:22" or ISO "2024-05-17T18:03:22"; empty if missing
    std::string subseconds;  // digits behind the point of the second
    std::string offset;      // "+02:00" or "Z"
};

// An ISO 8601 time, as XMP has it, in its parts.
CaptureClock clock_of_iso(const std::string& text);

// The wall clock with its offset; nothing if there is none or its year is outside 1900 to 2100. Without an
// offset the satellites tell the zone, if they differ from the wall clock by a whole number of half hours.
std::optional<TakenTime> taken_time(const CaptureClock& clock, std::optional<TimePoint> satellites = {});

}  // namespace snapory
