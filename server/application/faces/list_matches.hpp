#pragma once

#include "application/faces/find_me.hpp"

namespace snapory {

// What the caller's standing query has found so far. Errors: not_found (the event, or no query),
// unauthenticated, forbidden, face_search_off.
class ListMatches {
public:
    ListMatches(Events& events, MatchFinder finder, Clock& clock)
        : events_(events), finder_(finder), clock_(clock) {}

    Result<FoundMe> operator()(const Caller& caller, const EventId& event) const;

private:
    Events& events_;
    MatchFinder finder_;
    Clock& clock_;
};

}  // namespace snapory
