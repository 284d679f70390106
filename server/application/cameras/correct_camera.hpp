#pragma once

#include <optional>

#include "application/ports/bell.hpp"
#include "application/ports/cameras.hpp"
#include "application/ports/clock.hpp"
#include "application/ports/events.hpp"
#include "domain/caller.hpp"

namespace snapory {

// Says by how much a camera's clock is off, or, with nothing, that it is right after all: its photos move in
// the gallery at once. For hosts. Errors: forbidden, invalid, not_found, unauthenticated.
class CorrectCamera {
public:
    CorrectCamera(Events& events, Cameras& cameras, Bell& bell, Clock& clock)
        : events_(events), cameras_(cameras), bell_(bell), clock_(clock) {}

    Result<void> operator()(const Caller& caller, const EventId& event, const CameraId& camera,
                            std::optional<std::chrono::seconds> offset) const;

private:
    Events& events_;
    Cameras& cameras_;
    Bell& bell_;
    Clock& clock_;
};

}  // namespace snapory
