#pragma once

#include <string>
#include <string_view>

#include "application/ports/clock.hpp"
#include "application/ports/digests.hpp"
#include "application/ports/events.hpp"
#include "application/ports/signatures.hpp"
#include "domain/caller.hpp"

namespace snapory {

// Forgets a guest's address, if there is one, so that they are mailed no more.
class StopDigest {
public:
    StopDigest(Events& events, Digests& digests, Signatures& signatures, Clock& clock)
        : events_(events), digests_(digests), signatures_(signatures), clock_(clock) {}

    // Errors: forbidden (a host), not_found, unauthenticated.
    Result<void> operator()(const Caller& caller, const EventId& event) const;
    // For whoever holds the token of a mail; works as often as they like. Errors: link_expired.
    Result<void> by_token(std::string_view token) const;

private:
    Events& events_;
    Digests& digests_;
    Signatures& signatures_;
    Clock& clock_;
};

// What the mails of a guest carry to be ended by. Safe in a URL.
std::string unsubscribe_token(Signatures& signatures, const EventId& event, const GuestId& guest);

}  // namespace snapory
