#pragma once

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>

#include "application/mail/write_mail.hpp"
#include "application/ports/outbox.hpp"

namespace snapory {

enum class MailOutcome : std::uint8_t {
    sent,       // the mail server has it
    postponed,  // is tried again later
    refused,    // the mail server will never take it
    expired,    // its time was over before it could be sent
    pointless,  // there was no reason for it any more
};

std::string_view label(MailOutcome outcome);  // "sent"

struct MailReport {
    MailKind kind = MailKind::password_reset;
    MailOutcome outcome = MailOutcome::sent;
    std::uint32_t attempts = 1;
    std::string reason;  // why the mail server did not take it, without addresses
};

// Sends the mail whose turn it is, and notes what became of an invitation. What the server does not take now
// waits 15 seconds at first and twice as long each time, up to half an hour, until it expires.
class SendNextMail {
public:
    SendNextMail(Outbox& outbox, Invitations& invitations, WriteMail write, Mailer& mailer,
                 Randomness& randomness, Clock& clock)
        : outbox_(outbox),
          invitations_(invitations),
          write_(std::move(write)),
          mailer_(mailer),
          randomness_(randomness),
          clock_(clock) {}

    // What became of it; nothing when it is no mail's turn. Throws Unavailable, with the mail still owed.
    std::optional<MailReport> operator()(const std::stop_token& stop) const;

private:
    MailReport send(const ClaimedMail& claimed, const std::stop_token& stop) const;
    void end(const OwedMail& mail, MailOutcome outcome) const;
    Milliseconds pause(std::uint32_t attempts) const;

    Outbox& outbox_;
    Invitations& invitations_;
    WriteMail write_;
    Mailer& mailer_;
    Randomness& randomness_;
    Clock& clock_;
};

}  // namespace snapory
