#pragma once

#include <vector>

#include "application/ports/clock.hpp"
#include "application/ports/sessions.hpp"
#include "domain/caller.hpp"

namespace snapory {

// Where the caller is signed in, latest use first; the session that asks is SignedIn::session's family.
// Errors: unauthenticated, forbidden (a guest).
class ListSessions {
public:
    ListSessions(Sessions& sessions, Clock& clock) : sessions_(sessions), clock_(clock) {}

    Result<std::vector<Session>> operator()(const Caller& caller) const;

private:
    Sessions& sessions_;
    Clock& clock_;
};

}  // namespace snapory
