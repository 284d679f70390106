#pragma once

#include <optional>
#include <vector>

#include "application/ports/page.hpp"
#include "domain/event.hpp"

namespace snapory {

struct EventPosition {
    TimePoint created_at;
    EventId id;

    bool operator==(const EventPosition&) const = default;
};

struct EventWithCounts {
    Event event;
    EventCounts counts;
};

// What becomes of the face codes of an event when it changes.
enum class FaceData : std::uint8_t {
    keep,
    make,   // its ready photos wait to be processed again, with no attempts; they stay ready meanwhile
    erase,  // no selfie, judgement or face is left; the consent ledger stays
};

// Events by organisation. Deleted ones are found by nobody but purge. May be called from any thread; throws
// Unavailable.
class Events {
public:
    virtual ~Events() = default;

    // Errors: conflict when the code is taken; try another.
    virtual Result<void> add(const Event& event) = 0;
    virtual std::optional<Event> find(const EventId& id) = 0;
    virtual std::optional<Event> find(const EventCode& code) = 0;
    // Newest first.
    virtual Page<EventWithCounts, EventPosition> list(const std::vector<OrganisationId>& organisations,
                                                      std::size_t limit,
                                                      const std::optional<EventPosition>& after) = 0;
    virtual EventCounts counts(const Event& event) = 0;
    virtual std::uint64_t count(const OrganisationId& organisation) = 0;
    // Writes every changeable property of the event, and a change record event_changed, and does to its face
    // data what is asked: one transaction. Setting state `deleted` and `deleted_at` begins the grace period.
    virtual void change(const Event& event, FaceData faces, TimePoint now) = 0;
    // Events with face search on whose face codes expired (Event::faces_expire_at) at `now` or before.
    virtual std::vector<Event> with_expired_faces(TimePoint now, std::size_t limit) = 0;
    // Events whose grace period ended before `deadline`.
    virtual std::vector<Event> purgeable(TimePoint deadline, std::size_t limit) = 0;
    // Erases the event and every row that belongs to it, but the consent ledger. Blobs are the caller's
    // matter.
    virtual void purge(const EventId& id) = 0;
};

}  // namespace snapory
