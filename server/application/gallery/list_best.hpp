#pragma once

#include "application/gallery/shown_photo.hpp"
#include "application/ports/clock.hpp"
#include "application/ports/events.hpp"

namespace snapory {

// The best photos of an event, fair to everybody who is in it (see domain/best_of.hpp), among those that the
// caller may see. Errors: forbidden, not_found, unauthenticated.
class ListBest {
public:
    ListBest(Events& events, Photos& photos, BlobStore& blobs, Clock& clock)
        : events_(events), photos_(photos), blobs_(blobs), clock_(clock) {}

    // At most `count`, the newest first.
    Result<std::vector<ShownPhoto>> operator()(const Caller& caller, const EventId& event,
                                               std::size_t count) const;

private:
    Events& events_;
    Photos& photos_;
    BlobStore& blobs_;
    Clock& clock_;
};

}  // namespace snapory
