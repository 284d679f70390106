#pragma once

#include "application/ports/events.hpp"
#include "domain/caller.hpp"

namespace snapory {

// The events of the caller's organisations, newest first. Errors: unauthenticated, forbidden (a guest).
class ListEvents {
public:
    explicit ListEvents(Events& events) : events_(events) {}

    Result<Page<EventWithCounts, EventPosition>> operator()(const Caller& caller, std::size_t limit,
                                                            const std::optional<EventPosition>& after) const;

private:
    Events& events_;
};

}  // namespace snapory
