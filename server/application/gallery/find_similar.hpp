#pragma once

#include "application/gallery/ranked_photos.hpp"
#include "application/gallery/shown_photo.hpp"
#include "application/ports/clock.hpp"
#include "application/ports/events.hpp"

namespace snapory {

// The photos of an event that look like one of them, among those that the caller may see: one of each stack,
// and none of its own. Nothing for a photo that no model has looked at. Errors: not_found, unauthenticated.
class FindSimilar {
public:
    FindSimilar(Events& events, Photos& photos, BlobStore& blobs, Clock& clock)
        : events_(events), photos_(photos), blobs_(blobs), clock_(clock) {}

    // At most `count`, the most alike first.
    Result<std::vector<ShownPhoto>> operator()(const Caller& caller, const EventId& event, const PhotoId& id,
                                               std::size_t count) const;

private:
    std::vector<RankedPhoto> by_likeness(const EventId& event, const PhotoId& id) const;

    Events& events_;
    Photos& photos_;
    BlobStore& blobs_;
    Clock& clock_;
};

}  // namespace snapory
