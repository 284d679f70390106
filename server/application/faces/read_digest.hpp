#pragma once

#include <optional>
#include <string>

#include "application/ports/clock.hpp"
#include "application/ports/digests.hpp"
#include "application/ports/events.hpp"
#include "domain/caller.hpp"

namespace snapory {

// Where a guest is mailed about photos of them; nothing when nowhere. Errors: mail_off, forbidden (a host),
// not_found, unauthenticated.
class ReadDigest {
public:
    ReadDigest(Events& events, Digests& digests, Clock& clock, bool sends_mail)
        : events_(events), digests_(digests), clock_(clock), sends_mail_(sends_mail) {}

    Result<std::optional<std::string>> operator()(const Caller& caller, const EventId& event) const;

private:
    Events& events_;
    Digests& digests_;
    Clock& clock_;
    bool sends_mail_;
};

}  // namespace snapory
