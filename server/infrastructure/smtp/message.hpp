#pragma once

#include <string>

#include "application/ports/mailer.hpp"
#include "domain/time.hpp"
#include "infrastructure/smtp/url.hpp"

namespace snapory {

// The mail as RFC 5322 and MIME want it, lines ended by CRLF and none longer than 998 bytes: plain text and
// HTML as alternatives, both quoted-printable. Control characters in names and the subject become spaces.
std::string mime_message(const Mail& mail, const MailSender& from, TimePoint now);

}  // namespace snapory
