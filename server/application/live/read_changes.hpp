#pragma once

#include <optional>
#include <vector>

#include "application/gallery/shown_photo.hpp"
#include "application/ports/changes.hpp"
#include "application/ports/clock.hpp"
#include "application/ports/events.hpp"

namespace snapory {

struct ShownChange {
    Change change;
    std::optional<ShownPhoto> photo;  // as it is now; missing for photo_removed and event_changed
};

struct ChangePage {
    std::vector<ShownChange> changes;
    std::uint64_t reached = 0;  // where to go on, past changes that are not for the caller too
};

// What happened in an event, as far as the caller may see it: guests hear nothing of photos that wait, failed
// or are hidden, but of their own, and only they hear of photos found for them. A photo that the caller may
// see again comes as photo_ready, whatever the record says. Errors: not_found, unauthenticated.
class ReadChanges {
public:
    ReadChanges(Events& events, Photos& photos, Changes& changes, BlobStore& blobs, Clock& clock)
        : events_(events), photos_(photos), changes_(changes), blobs_(blobs), clock_(clock) {}

    // At most `limit` records after that number; without one nothing but where the event stands now.
    Result<ChangePage> operator()(const Caller& caller, const EventId& event,
                                  std::optional<std::uint64_t> after, std::size_t limit = 200) const;

private:
    Events& events_;
    Photos& photos_;
    Changes& changes_;
    BlobStore& blobs_;
    Clock& clock_;
};

}  // namespace snapory
