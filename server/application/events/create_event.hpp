#pragma once

#include "application/events/event_input.hpp"
#include "application/ports/clock.hpp"
#include "application/ports/events.hpp"
#include "application/ports/randomness.hpp"
#include "domain/caller.hpp"
#include "domain/limits.hpp"

namespace snapory {

// Adds an event to the caller's organisation; a title is enough, the rest has defaults. Errors: invalid,
// unauthenticated, forbidden, quota_exceeded.
class CreateEvent {
public:
    CreateEvent(Events& events, Passwords& passwords, TimeZones& zones, Randomness& randomness, Clock& clock,
                const Limits& limits)
        : events_(events),
          passwords_(passwords),
          zones_(zones),
          randomness_(randomness),
          clock_(clock),
          limits_(limits) {}

    Result<Event> operator()(const Caller& caller, const EventChange& wanted) const;

private:
    Result<Event> add_under_free_code(Event event) const;

    Events& events_;
    Passwords& passwords_;
    TimeZones& zones_;
    Randomness& randomness_;
    Clock& clock_;
    Limits limits_;
};

}  // namespace snapory
