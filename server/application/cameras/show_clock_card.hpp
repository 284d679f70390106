#pragma once

#include <string>

#include "application/ports/clock.hpp"
#include "application/ports/events.hpp"
#include "application/ports/signatures.hpp"
#include "domain/caller.hpp"

namespace snapory {

// A clock card as it is at one moment.
struct ShownClockCard {
    TimePoint at;
    std::string text;  // for the QR code
};

// The event's clock card now, for hosts. Errors: forbidden, not_found, unauthenticated.
class ShowClockCard {
public:
    ShowClockCard(Events& events, Signatures& signatures, Clock& clock)
        : events_(events), signatures_(signatures), clock_(clock) {}

    Result<ShownClockCard> operator()(const Caller& caller, const EventId& event) const;

private:
    Events& events_;
    Signatures& signatures_;
    Clock& clock_;
};

}  // namespace snapory
