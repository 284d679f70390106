#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/event.hpp"

namespace snapory {

struct GuestOfEvent {
    Guest guest;
    Event event;
};

// May be called from any thread; throws Unavailable.
class Guests {
public:
    virtual ~Guests() = default;

    virtual void add(const Guest& guest, const OrganisationId& organisation) = 0;
    virtual std::optional<Guest> find(const EventId& event, const GuestId& id) = 0;  // none of a deleted one
    // The same with the event as it is at that moment: what nearly every request of a guest needs.
    virtual std::optional<GuestOfEvent> find_with_event(const EventId& event, const GuestId& id) = 0;
    // Also as the uploader of their photos; the event's changes count on then, though nobody is told.
    virtual void rename(const EventId& event, const GuestId& id, const std::string& display_name) = 0;
    // Ends their access, for the first time, and their digest; false when there is no such guest.
    virtual bool revoke(const EventId& event, const GuestId& id, TimePoint now) = 0;
    virtual std::vector<Guest> list(const EventId& event, std::size_t limit) = 0;  // newest first
};

}  // namespace snapory
