#pragma once

#include "application/ports/clock.hpp"
#include "application/ports/events.hpp"
#include "application/ports/guests.hpp"
#include "application/ports/passwords.hpp"
#include "application/ports/randomness.hpp"
#include "application/ports/rate_limits.hpp"
#include "application/ports/tokens.hpp"

namespace snapory {

struct JoinRequest {
    std::string code;          // as a person types it
    std::string pin;           // empty: none given
    std::string display_name;  // may be empty
};

struct Joined {
    Event event;  // to be shown as a guest sees it
    Guest guest;
    std::string token;
    TimePoint expires_at;
};

// Makes whoever knows the code, and the PIN if there is one, a guest. Errors: not_found, forbidden (PIN
// missing or wrong, field `pin`), invalid, too_many_requests after 600 tries of one PIN in 10 minutes.
class JoinEvent {
public:
    JoinEvent(Events& events, Guests& guests, Passwords& passwords, Tokens& tokens, RateLimits& limits,
              Randomness& randomness, Clock& clock)
        : events_(events),
          guests_(guests),
          passwords_(passwords),
          tokens_(tokens),
          limits_(limits),
          randomness_(randomness),
          clock_(clock) {}

    Result<Joined> operator()(const JoinRequest& request) const;

private:
    Result<void> check_pin_of(const Event& event, std::string_view pin) const;

    Events& events_;
    Guests& guests_;
    Passwords& passwords_;
    Tokens& tokens_;
    RateLimits& limits_;
    Randomness& randomness_;
    Clock& clock_;
};

}  // namespace snapory
