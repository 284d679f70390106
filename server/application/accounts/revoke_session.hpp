#pragma once

#include "application/ports/clock.hpp"
#include "application/ports/sessions.hpp"
#include "domain/caller.hpp"

namespace snapory {

// Ends one of the caller's own sessions, named by its family. Errors: unauthenticated, forbidden (a guest),
// not_found.
class RevokeSession {
public:
    RevokeSession(Sessions& sessions, Clock& clock) : sessions_(sessions), clock_(clock) {}

    Result<void> operator()(const Caller& caller, const SessionId& family) const;

private:
    Sessions& sessions_;
    Clock& clock_;
};

}  // namespace snapory
