#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "domain/mail.hpp"

namespace snapory {

// A mail that somebody sends now. Nobody else does for `mail_lease` after the claim.
struct ClaimedMail {
    OwedMail mail;
    std::uint32_t attempts = 1;  // this one included
};

inline constexpr std::chrono::minutes mail_lease{2};

struct OutboxCounts {
    std::uint64_t waiting = 0;
    std::optional<TimePoint> oldest;  // created_at
};

// Mails that wait to be sent; the row is the job. Whoever dies between sending one and removing it leaves it
// to be sent again. May be called from any thread and any process; throws Unavailable.
class Outbox {
public:
    virtual ~Outbox() = default;

    virtual void add(const OwedMail& mail) = 0;
    // The one whose turn came first, expired ones too. Nothing when it is no mail's turn.
    virtual std::optional<ClaimedMail> claim(TimePoint now) = 0;
    // It is nobody's turn before `not_before`. Nothing when the mail was claimed again meanwhile.
    virtual void postpone(const ClaimedMail& claimed, TimePoint not_before) = 0;
    virtual void remove(const MailId& id) = 0;  // was sent, or never will be

    virtual OutboxCounts counts() = 0;
};

}  // namespace snapory
