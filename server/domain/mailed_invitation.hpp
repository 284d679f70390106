#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "domain/id.hpp"
#include "domain/mail.hpp"
#include "domain/time.hpp"

namespace snapory {

enum class InvitationState : std::uint8_t {
    waiting,  // its mail is owed
    sent,     // the mail server has it
    failed,   // it never will
};

// An invitation to an event that goes to one address. The mail that is owed for it has its id.
struct MailedInvitation {
    InvitationId id;
    EventId event;
    AccountId host;        // who invites
    std::string email;     // as parse_email gives it; an event invites it once
    std::string language;  // of the mail, such as "en"; empty: any
    InvitationState state = InvitationState::waiting;
    TimePoint created_at;

    bool operator==(const MailedInvitation&) const = default;
};

inline constexpr std::chrono::days invitation_lifetime{2};  // how long its mail is tried

OwedMail mail_of(const MailedInvitation& invitation);

}  // namespace snapory
