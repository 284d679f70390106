#pragma once

#include "application/gallery/shown_photo.hpp"
#include "application/ports/bell.hpp"
#include "application/ports/clock.hpp"
#include "application/ports/events.hpp"

namespace snapory {

// Makes a photo the one that is seen of its stack, for hosts. Errors: forbidden, not_found, unauthenticated.
class PutOnTop {
public:
    PutOnTop(Events& events, Photos& photos, Bell& bell, Clock& clock)
        : events_(events), photos_(photos), bell_(bell), clock_(clock) {}

    Result<void> operator()(const Caller& caller, const EventId& event, const PhotoId& id) const;

private:
    Events& events_;
    Photos& photos_;
    Bell& bell_;
    Clock& clock_;
};

}  // namespace snapory
