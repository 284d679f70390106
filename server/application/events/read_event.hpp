#pragma once

#include "application/events/list_events.hpp"
#include "application/ports/clock.hpp"

namespace snapory {

struct ReadableEvent {
    Event event;
    std::optional<EventCounts> counts;  // for hosts; a guest is to be shown the public face only
};

// One event. Errors: not_found, unauthenticated.
class ReadEvent {
public:
    ReadEvent(Events& events, Clock& clock) : events_(events), clock_(clock) {}

    Result<ReadableEvent> operator()(const Caller& caller, const EventId& id) const;

private:
    Events& events_;
    Clock& clock_;
};

}  // namespace snapory
