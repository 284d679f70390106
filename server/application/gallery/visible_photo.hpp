#pragma once

#include "application/ports/events.hpp"
#include "application/ports/photos.hpp"
#include "domain/permission.hpp"

namespace snapory {

struct VisiblePhoto {
    Event event;
    PhotoWithFaces photo;
};

// A photo that the caller may see, and its event. Errors: not_found, unauthenticated.
Result<VisiblePhoto> visible_photo(const Caller& caller, Events& events, const EventId& event, Photos& photos,
                                   const PhotoId& id, TimePoint now);

}  // namespace snapory
