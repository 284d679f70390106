#pragma once

#include "application/gallery/shown_photo.hpp"
#include "application/ports/clock.hpp"
#include "application/ports/events.hpp"

namespace snapory {

// The gallery. Guests see the approved photos and their own, or only their own while the gallery is off;
// `deleted` is for hosts. `visible_to` of the query is overwritten. Errors: not_found, forbidden,
// unauthenticated.
class ListPhotos {
public:
    ListPhotos(Events& events, Photos& photos, BlobStore& blobs, Clock& clock)
        : events_(events), photos_(photos), blobs_(blobs), clock_(clock) {}

    Result<Page<ShownPhoto, PhotoPosition>> operator()(const Caller& caller, PhotoQuery query) const;

private:
    Events& events_;
    Photos& photos_;
    BlobStore& blobs_;
    Clock& clock_;
};

}  // namespace snapory
