#pragma once

#include "application/ports/clock.hpp"
#include "application/ports/events.hpp"
#include "application/ports/photos.hpp"
#include "domain/caller.hpp"
#include "domain/result.hpp"

namespace snapory {

// By what the gallery that the caller sees can be filtered. Nothing while the host does not show the gallery
// to guests. Errors: not_found, unauthenticated.
class ListFacets {
public:
    ListFacets(Events& events, Photos& photos, Clock& clock)
        : events_(events), photos_(photos), clock_(clock) {}

    Result<Facets> operator()(const Caller& caller, const EventId& event) const;

private:
    Events& events_;
    Photos& photos_;
    Clock& clock_;
};

}  // namespace snapory
