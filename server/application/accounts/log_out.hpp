#pragma once

#include "application/ports/clock.hpp"
#include "application/ports/sessions.hpp"
#include "application/ports/tokens.hpp"

namespace snapory {

// Ends the session of a refresh token; a token that is not known is no error.
class LogOut {
public:
    LogOut(Sessions& sessions, Tokens& tokens, Clock& clock)
        : sessions_(sessions), tokens_(tokens), clock_(clock) {}

    void operator()(std::string_view refresh_token) const;

private:
    Sessions& sessions_;
    Tokens& tokens_;
    Clock& clock_;
};

}  // namespace snapory
