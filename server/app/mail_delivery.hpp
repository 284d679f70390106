#pragma once

#include <memory>

#include "app/config.hpp"
#include "app/repeating_task.hpp"
#include "application/mail/send_next_mail.hpp"
#include "application/ports/mailer.hpp"
#include "infrastructure/smtp/smtp_mailer.hpp"
#include "telemetry/metrics.hpp"

namespace snapory {

// How the configuration has mails sent; smtp.url must be set.
SmtpConfig smtp_config(const Config& config);

// Sends what waits in the outbox, on a thread of its own, and counts and logs what became of it. Any number
// of processes may do so side by side. Throws Unavailable when libcurl cannot be used.
class MailDelivery {
public:
    MailDelivery(const Config& config, Outbox& outbox, const MailWritingParts& parts, Metrics& metrics);

private:
    void send_all(const std::stop_token& stop);

    Metrics& metrics_;
    std::unique_ptr<Mailer> mailer_;
    SendNextMail send_next_;
    RepeatingTask rounds_;
};

}  // namespace snapory
