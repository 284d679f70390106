#pragma once

#include "application/gallery/shown_photo.hpp"
#include "application/ports/clock.hpp"
#include "application/ports/events.hpp"

namespace snapory {

// One photo. Errors: not_found, unauthenticated.
class ReadPhoto {
public:
    ReadPhoto(Events& events, Photos& photos, BlobStore& blobs, Clock& clock)
        : events_(events), photos_(photos), blobs_(blobs), clock_(clock) {}

    Result<ShownPhoto> operator()(const Caller& caller, const EventId& event, const PhotoId& id) const;

private:
    Events& events_;
    Photos& photos_;
    BlobStore& blobs_;
    Clock& clock_;
};

}  // namespace snapory
