#pragma once

#include <optional>
#include <vector>

#include "application/ports/cameras.hpp"
#include "application/ports/clock.hpp"
#include "application/ports/events.hpp"
#include "domain/caller.hpp"

namespace snapory {

// A camera as hosts see it.
struct ShownCamera {
    SeenCamera seen;
    bool is_phone = false;
    std::optional<ClockSuggestion> suggestion;
};

// The cameras of an event, and by how much their clocks seem to be off, for hosts. Errors: forbidden,
// not_found, unauthenticated.
class ListCameras {
public:
    ListCameras(Events& events, Cameras& cameras, Clock& clock)
        : events_(events), cameras_(cameras), clock_(clock) {}

    Result<std::vector<ShownCamera>> operator()(const Caller& caller, const EventId& event) const;

private:
    Events& events_;
    Cameras& cameras_;
    Clock& clock_;
};

}  // namespace snapory
