#pragma once

#include <string_view>

#include "application/ports/clock.hpp"
#include "application/ports/outbox.hpp"
#include "application/ports/randomness.hpp"
#include "application/ports/rate_limits.hpp"
#include "domain/result.hpp"

namespace snapory {

// Has a link by which a new password can be chosen mailed to an address. Looks nowhere whether there is such
// an account, so that nobody can tell from the answer or its time; whoever sends the mail does. Errors:
// invalid, mail_off, too_many_requests after 3 for one address within an hour.
class AskPasswordReset {
public:
    AskPasswordReset(Outbox& outbox, RateLimits& limits, Randomness& randomness, Clock& clock,
                     bool sends_mail)
        : outbox_(outbox), limits_(limits), randomness_(randomness), clock_(clock), sends_mail_(sends_mail) {}

    Result<void> operator()(std::string_view email, std::string_view language) const;

private:
    Outbox& outbox_;
    RateLimits& limits_;
    Randomness& randomness_;
    Clock& clock_;
    bool sends_mail_;
};

}  // namespace snapory
