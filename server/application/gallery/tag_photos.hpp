#pragma once

#include <vector>

#include "application/gallery/bulk.hpp"
#include "application/ports/bell.hpp"
#include "application/ports/clock.hpp"
#include "application/ports/events.hpp"
#include "application/ports/host_tags.hpp"
#include "domain/caller.hpp"

namespace snapory {

// Says of photos that they show something, or that they do not, for hosts. Errors: forbidden, not_found (the
// event), unauthenticated, invalid (a name that is none); for a photo not_found.
class TagPhotos {
public:
    TagPhotos(Events& events, Photos& photos, HostTags& tags, Bell& bell, Clock& clock)
        : events_(events), photos_(photos), tags_(tags), bell_(bell), clock_(clock) {}

    Result<BulkOutcome> operator()(const Caller& caller, const EventId& event,
                                   const std::vector<PhotoId>& ids, const TagVerdict& verdict) const;

private:
    Events& events_;
    Photos& photos_;
    HostTags& tags_;
    Bell& bell_;
    Clock& clock_;
};

}  // namespace snapory
