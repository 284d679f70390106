#pragma once

#include "application/ports/events.hpp"
#include "domain/permission.hpp"

namespace snapory {

// The event, if the caller may do this in it now: as it is, or was within the last second. An event that does
// not exist is refused in the words of one that the caller may not know of.
Result<Event> admit(const Caller& caller, Action action, Events& events, const EventId& id, TimePoint now);

}  // namespace snapory
