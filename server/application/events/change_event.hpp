#pragma once

#include "application/events/event_input.hpp"
#include "application/events/list_events.hpp"
#include "application/ports/bell.hpp"
#include "application/ports/clock.hpp"
#include "application/ports/events.hpp"
#include "application/ports/face_index.hpp"
#include "domain/caller.hpp"

namespace snapory {

// Changes what is named. Turning face search on sends the photos through processing again, for their faces;
// turning it off erases every face code of the event. Errors: invalid, conflict (a state that may not follow;
// face search after the codes expired), unauthenticated, forbidden, not_found.
class ChangeEvent {
public:
    ChangeEvent(Events& events, FaceIndex& faces, Passwords& passwords, TimeZones& zones, Bell& bell,
                Clock& clock)
        : events_(events), faces_(faces), passwords_(passwords), zones_(zones), bell_(bell), clock_(clock) {}

    Result<EventWithCounts> operator()(const Caller& caller, const EventId& id,
                                       const EventChange& change) const;

private:
    void store(const Event& event, FaceData faces, TimePoint now) const;

    Events& events_;
    FaceIndex& faces_;
    Passwords& passwords_;
    TimeZones& zones_;
    Bell& bell_;
    Clock& clock_;
};

}  // namespace snapory
