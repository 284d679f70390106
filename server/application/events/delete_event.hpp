#pragma once

#include "application/ports/bell.hpp"
#include "application/ports/clock.hpp"
#include "application/ports/events.hpp"
#include "application/ports/face_index.hpp"
#include "domain/caller.hpp"

namespace snapory {

// Hides the event from everybody at once, erases its face codes, and begins the grace period after which the
// rest is erased. Errors: unauthenticated, forbidden, not_found.
class DeleteEvent {
public:
    DeleteEvent(Events& events, FaceIndex& faces, Bell& bell, Clock& clock)
        : events_(events), faces_(faces), bell_(bell), clock_(clock) {}

    Result<void> operator()(const Caller& caller, const EventId& id) const;

private:
    Events& events_;
    FaceIndex& faces_;
    Bell& bell_;
    Clock& clock_;
};

}  // namespace snapory
