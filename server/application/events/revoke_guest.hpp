#pragma once

#include "application/ports/clock.hpp"
#include "application/ports/events.hpp"
#include "application/ports/guests.hpp"
#include "domain/caller.hpp"

namespace snapory {

// Ends a guest's access; their photos stay. Twice is no error. Errors: forbidden, not_found, unauthenticated.
class RevokeGuest {
public:
    RevokeGuest(Events& events, Guests& guests, Clock& clock)
        : events_(events), guests_(guests), clock_(clock) {}

    Result<void> operator()(const Caller& caller, const EventId& event, const GuestId& guest) const;

private:
    Events& events_;
    Guests& guests_;
    Clock& clock_;
};

}  // namespace snapory
