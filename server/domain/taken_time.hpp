#pragma once

#include <optional>

#include "domain/capture.hpp"

namespace snapory {

// When a photo was taken. The first of these that there is tells:
//   1. the camera's clock, in the zone that the file names or that the satellites show;
//   2. the satellites;
//   3. the camera's clock, in the zone of the event;
//   4. the date of the file, where the uploader's device sent it;
//   5. the arrival.
// A clock that cannot be right (see is_plausible) does not tell, unless the event's host has said by how much
// it is off: that offset is added to what the camera's clock told, whatever it was (1 and 3).

// What a file tells: one of 1 to 3. `clock` is the camera's.
std::optional<TakenTime> told_time(const std::optional<TakenTime>& clock,
                                   const std::optional<TimePoint>& satellites);

// 4 or 5, for the time in which the file is not yet read, or when it tells nothing.
struct Received {
    TimePoint at;
    TakenSource source = TakenSource::arrival;
};
Received received_time(const std::optional<TimePoint>& file_date, TimePoint arrival);

// Whether a photo can have been taken then. A camera whose clock was never set tells its factory's date.
bool is_plausible(TimePoint taken, TimePoint now);

}  // namespace snapory
