#pragma once

#include "application/ports/clock.hpp"
#include "application/ports/events.hpp"
#include "application/ports/photos.hpp"
#include "application/ports/selfies.hpp"
#include "domain/caller.hpp"

namespace snapory {

// Keeps what the caller says of a photo that their query found: them, or not. Errors: not_found (the event,
// no query, no such photo), unauthenticated, forbidden, face_search_off.
class JudgeMatch {
public:
    JudgeMatch(Events& events, Photos& photos, Selfies& selfies, Clock& clock)
        : events_(events), photos_(photos), selfies_(selfies), clock_(clock) {}

    Result<void> operator()(const Caller& caller, const EventId& event, const PhotoId& photo,
                            bool is_me) const;

private:
    Events& events_;
    Photos& photos_;
    Selfies& selfies_;
    Clock& clock_;
};

}  // namespace snapory
