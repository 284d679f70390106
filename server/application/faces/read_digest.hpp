#pragma once

#include <optional>
#include <string>

#include "application/ports/clock.hpp"
#include "application/ports/digests.hpp"
#include "application/ports/events.hpp"
#include "domain/caller.hpp"

namespace snapory {

// Where a guest is mailed about photos of them; nothing when nowhere. Errors: forbidden (a host), not_found,
// unauthenticated.
class ReadDigest {
public:
    ReadDigest(Events& events, Digests& digests, Clock& clock)
        : events_(events), digests_(digests), clock_(clock) {}

    Result<std::optional<std::string>> operator()(const Caller& caller, const EventId& event) const;

private:
    Events& events_;
    Digests& digests_;
    Clock& clock_;
};

}  // namespace snapory
