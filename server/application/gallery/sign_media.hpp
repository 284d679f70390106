#pragma once

#include "application/gallery/shown_photo.hpp"
#include "application/ports/clock.hpp"
#include "application/ports/events.hpp"

namespace snapory {

// The URL of one size of a photo. Errors: not_found, forbidden, not_ready, unauthenticated.
class SignMedia {
public:
    SignMedia(Events& events, Photos& photos, BlobStore& blobs, Clock& clock)
        : events_(events), photos_(photos), blobs_(blobs), clock_(clock) {}

    Result<std::string> operator()(const Caller& caller, const EventId& event, const PhotoId& id,
                                   Variant variant) const;

private:
    Events& events_;
    Photos& photos_;
    BlobStore& blobs_;
    Clock& clock_;
};

}  // namespace snapory
