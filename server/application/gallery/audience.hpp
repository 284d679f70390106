#pragma once

#include "application/ports/events.hpp"
#include "application/ports/photos.hpp"
#include "domain/permission.hpp"

namespace snapory {

// The query, narrowed to what the caller may see of the event, given that they may see the event at all.
// A guest is left with their own photos while the gallery is off. Error: forbidden, for the photos of others
// then, and for deleted ones asked for by who does not manage them.
Result<PhotoQuery> narrowed(PhotoQuery query, const Caller& caller, const Event& event, TimePoint now);

// What of an event a caller sees.
struct Gallery {
    Event event;
    PhotoQuery query;  // narrowed
};
// Errors: not_found, unauthenticated, and those of narrowed.
Result<Gallery> gallery_of(const Caller& caller, Events& events, PhotoQuery query, TimePoint now);

}  // namespace snapory
