#pragma once

#include <chrono>
#include <memory>

#include "application/ports/clock.hpp"
#include "application/ports/mailer.hpp"
#include "infrastructure/smtp/url.hpp"

namespace snapory {

struct SmtpConfig {
    SmtpPlace place;
    MailSender from;
    std::chrono::milliseconds connect_within{10'000};
    std::chrono::milliseconds done_within{30'000};  // with one mail, from its beginning
};

// Hands each mail to the server over a connection of its own. With a user and a password TLS is required,
// else it is used when the server offers it; its certificate must be right either way. Throws Unavailable
// when libcurl cannot be used.
std::unique_ptr<Mailer> make_smtp_mailer(SmtpConfig config, Clock& clock);

// Connects and logs in, but sends nothing. Throws Unavailable with what is wrong.
void check_mail_server(const SmtpConfig& config);

}  // namespace snapory
