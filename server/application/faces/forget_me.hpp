#pragma once

#include "application/ports/clock.hpp"
#include "application/ports/events.hpp"
#include "application/ports/randomness.hpp"
#include "application/ports/selfies.hpp"
#include "domain/caller.hpp"

namespace snapory {

// Erases the caller's face code and what they judged, and writes the withdrawal into the ledger; the line is
// their receipt. Works whether or not face search is on. Errors: not_found (the event, or no query),
// unauthenticated.
class ForgetMe {
public:
    ForgetMe(Events& events, Selfies& selfies, Randomness& randomness, Clock& clock)
        : events_(events), selfies_(selfies), randomness_(randomness), clock_(clock) {}

    Result<Consent> operator()(const Caller& caller, const EventId& event) const;

private:
    Events& events_;
    Selfies& selfies_;
    Randomness& randomness_;
    Clock& clock_;
};

}  // namespace snapory
