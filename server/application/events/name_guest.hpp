#pragma once

#include "application/ports/clock.hpp"
#include "application/ports/events.hpp"
#include "application/ports/guests.hpp"
#include "domain/caller.hpp"

namespace snapory {

// Gives the calling guest, and the photos they added, a name; empty takes it away. Errors: invalid, forbidden
// (an account), not_found, unauthenticated.
class NameGuest {
public:
    NameGuest(Events& events, Guests& guests, Clock& clock)
        : events_(events), guests_(guests), clock_(clock) {}

    Result<Guest> operator()(const Caller& caller, const EventId& event, std::string_view display_name) const;

private:
    Events& events_;
    Guests& guests_;
    Clock& clock_;
};

}  // namespace snapory
