#pragma once

#include <optional>
#include <string>

#include "application/ports/accounts.hpp"
#include "application/ports/clock.hpp"
#include "application/ports/digests.hpp"
#include "application/ports/events.hpp"
#include "application/ports/invitations.hpp"
#include "application/ports/mailer.hpp"
#include "application/ports/one_time_tokens.hpp"
#include "application/ports/qr_codes.hpp"
#include "application/ports/randomness.hpp"
#include "application/ports/signatures.hpp"
#include "application/ports/tokens.hpp"
#include "domain/mail.hpp"

namespace snapory {

struct MailWritingParts {
    Accounts& accounts;
    OneTimeTokens& one_time_tokens;
    Events& events;
    Invitations& invitations;
    Digests& digests;
    QrCodes& qr_codes;
    Signatures& signatures;
    Tokens& tokens;
    Randomness& randomness;
    Clock& clock;
};

// Writes what an owed mail says, and makes the token that it carries.
class WriteMail {
public:
    // `public_url` is where its links lead, without a slash at its end.
    WriteMail(MailWritingParts parts, std::string public_url)
        : parts_(parts), public_url_(std::move(public_url)) {}

    // Nothing when there is no reason for the mail any more.
    std::optional<Mail> operator()(const OwedMail& owed) const;

private:
    std::optional<Mail> password_reset(const OwedMail& owed) const;
    std::optional<Mail> invitation(const OwedMail& owed) const;
    std::optional<Mail> digest(const OwedMail& owed) const;

    MailWritingParts parts_;
    std::string public_url_;
};

}  // namespace snapory
