#pragma once

#include "application/gallery/shown_photo.hpp"
#include "application/ports/bell.hpp"
#include "application/ports/clock.hpp"
#include "application/ports/events.hpp"
#include "application/ports/work_queue.hpp"

namespace snapory {

// Sends a failed photo through processing again, for hosts. Errors: not_found, forbidden, unauthenticated,
// conflict when it has not failed.
class RetryPhoto {
public:
    RetryPhoto(Events& events, Photos& photos, Jobs& jobs, WorkQueue& queue, BlobStore& blobs, Bell& bell,
               Clock& clock)
        : events_(events),
          photos_(photos),
          jobs_(jobs),
          queue_(queue),
          blobs_(blobs),
          bell_(bell),
          clock_(clock) {}

    Result<ShownPhoto> operator()(const Caller& caller, const EventId& event, const PhotoId& id) const;

private:
    Events& events_;
    Photos& photos_;
    Jobs& jobs_;
    WorkQueue& queue_;
    BlobStore& blobs_;
    Bell& bell_;
    Clock& clock_;
};

}  // namespace snapory
