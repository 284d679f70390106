#pragma once

#include <vector>

#include "application/ports/clock.hpp"
#include "application/ports/events.hpp"
#include "application/ports/guests.hpp"
#include "domain/caller.hpp"

namespace snapory {

// Who joined, newest first. Errors: forbidden, not_found, unauthenticated.
class ListGuests {
public:
    ListGuests(Events& events, Guests& guests, Clock& clock)
        : events_(events), guests_(guests), clock_(clock) {}

    Result<std::vector<Guest>> operator()(const Caller& caller, const EventId& event,
                                          std::size_t limit) const;

private:
    Events& events_;
    Guests& guests_;
    Clock& clock_;
};

}  // namespace snapory
