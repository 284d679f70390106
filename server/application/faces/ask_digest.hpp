#pragma once

#include <string_view>

#include "application/faces/matches.hpp"
#include "application/ports/clock.hpp"
#include "application/ports/digests.hpp"
#include "application/ports/events.hpp"
#include "application/ports/rate_limits.hpp"

namespace snapory {

// Has a guest mailed when there are more photos of them than they know of now, at most every 12 hours, as
// long as their standing query lives. Errors: mail_off, invalid, too_many_requests after 5 times for one
// address within a day, forbidden (hosts are not mailed), not_found (the event, or no standing query),
// unauthenticated, face_search_off.
class AskDigest {
public:
    AskDigest(Events& events, Digests& digests, MatchFinder finder, RateLimits& limits, Clock& clock,
              bool sends_mail)
        : events_(events),
          digests_(digests),
          finder_(finder),
          limits_(limits),
          clock_(clock),
          sends_mail_(sends_mail) {}

    Result<void> operator()(const Caller& caller, const EventId& event, std::string_view email,
                            std::string_view language) const;

private:
    Events& events_;
    Digests& digests_;
    MatchFinder finder_;
    RateLimits& limits_;
    Clock& clock_;
    bool sends_mail_;
};

}  // namespace snapory
