#pragma once

#include <vector>

#include "application/gallery/bulk.hpp"
#include "application/ports/bell.hpp"
#include "application/ports/clock.hpp"
#include "application/ports/events.hpp"
#include "application/ports/photos.hpp"
#include "domain/caller.hpp"

namespace snapory {

// Brings deleted photos back within their grace period: any for hosts, their own for guests. Errors:
// not_found (the event), unauthenticated; for a photo not_found, conflict when its bytes came again
// meanwhile.
class RestorePhotos {
public:
    RestorePhotos(Events& events, Photos& photos, Bell& bell, Clock& clock)
        : events_(events), photos_(photos), bell_(bell), clock_(clock) {}

    Result<BulkOutcome> operator()(const Caller& caller, const EventId& event,
                                   const std::vector<PhotoId>& ids) const;

private:
    Events& events_;
    Photos& photos_;
    Bell& bell_;
    Clock& clock_;
};

}  // namespace snapory
