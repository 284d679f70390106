#pragma once

#include <string>
#include <vector>

#include "application/ports/clock.hpp"
#include "application/ports/events.hpp"
#include "application/ports/invitations.hpp"
#include "application/ports/randomness.hpp"
#include "application/ports/rate_limits.hpp"
#include "domain/caller.hpp"

namespace snapory {

struct InvitedGuests {
    std::vector<std::string> emails;  // as people type them
    std::string language;             // of their mails, such as "en"
};

// Has an event's link mailed to each of these addresses, one mail each, so that nobody sees who else is
// invited. An address that the event has invited already gets no other mail, unless its first one failed.
// Errors: mail_off, invalid (field "emails[3]"), conflict while guests cannot see the event,
// too_many_requests after 500 addresses within a day, forbidden, not_found, unauthenticated; no mail is owed
// then.
class InviteGuests {
public:
    InviteGuests(Events& events, Invitations& invitations, RateLimits& limits, Randomness& randomness,
                 Clock& clock, bool sends_mail)
        : events_(events),
          invitations_(invitations),
          limits_(limits),
          randomness_(randomness),
          clock_(clock),
          sends_mail_(sends_mail) {}

    Result<void> operator()(const Caller& caller, const EventId& event, const InvitedGuests& guests) const;

private:
    Result<void> check(const Caller& caller, const EventId& event, TimePoint now) const;
    Result<void> take_attempts(const AccountId& host, std::size_t mails) const;
    InvitationState first_state(const std::string& email) const;

    Events& events_;
    Invitations& invitations_;
    RateLimits& limits_;
    Randomness& randomness_;
    Clock& clock_;
    bool sends_mail_;
};

}  // namespace snapory
