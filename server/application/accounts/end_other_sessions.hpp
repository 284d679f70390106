#pragma once

#include "application/ports/clock.hpp"
#include "application/ports/sessions.hpp"
#include "domain/caller.hpp"

namespace snapory {

// Signs the caller out everywhere but here. Errors: unauthenticated, forbidden (a guest).
class EndOtherSessions {
public:
    EndOtherSessions(Sessions& sessions, Clock& clock) : sessions_(sessions), clock_(clock) {}

    Result<void> operator()(const Caller& caller) const;

private:
    Sessions& sessions_;
    Clock& clock_;
};

}  // namespace snapory
