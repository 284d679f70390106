#pragma once

#include <string_view>

#include "domain/time.hpp"

namespace snapory {

// The world's time zones by IANA name. May be called from any thread.
class TimeZones {
public:
    virtual ~TimeZones() = default;
    virtual bool knows(std::string_view zone) = 0;
    // The moment at which clocks of the zone show `wall_clock` (which is held as if it were UTC). Of a time
    // that comes twice the first, of one that is skipped what the clock would have shown; UTC for a zone that
    // is not known.
    virtual TimePoint to_utc(TimePoint wall_clock, std::string_view zone) = 0;
};

}  // namespace snapory
