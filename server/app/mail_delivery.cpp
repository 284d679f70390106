#include "app/mail_delivery.hpp"

#include "telemetry/log.hpp"

namespace snapory {
namespace {

using namespace std::chrono_literals;

void log_outcome(const MailReport& report) {
    auto level = report.outcome == MailOutcome::sent || report.outcome == MailOutcome::pointless
                     ? LogLevel::debug
                     : LogLevel::warning;
    log(level, "mail " + std::string(label(report.outcome)),
        {{"kind", label(report.kind)}, {"attempts", report.attempts}, {"reason", report.reason}});
}

void sample_outbox(Outbox& outbox, Clock& clock, Metrics& metrics) {
    auto counts = outbox.counts();
    metrics.set_outbox(counts.waiting, counts.oldest ? clock.now() - *counts.oldest : 0ms);
}

}  // namespace

SmtpConfig smtp_config(const Config& config) {
    return {.place = parse_smtp_url(config.smtp_url).value(),
            .from = parse_mail_sender(config.smtp_from).value()};
}

MailDelivery::MailDelivery(const Config& config, Outbox& outbox, const MailWritingParts& parts,
                           Metrics& metrics)
    : metrics_(metrics),
      mailer_(make_smtp_mailer(smtp_config(config), parts.clock)),
      send_next_(outbox, parts.invitations, WriteMail(parts, config.public_url), *mailer_, parts.randomness,
                 parts.clock),
      rounds_("mail", 2s, [this](const std::stop_token& stop) { send_all(stop); }) {
    metrics.before_text(
        [&outbox, &clock = parts.clock](Metrics& into) { sample_outbox(outbox, clock, into); });
}

// A mail server that is down would keep each of many mails waiting for its answer: the rest has its turn
// later.
void MailDelivery::send_all(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        auto report = send_next_(stop);
        if (!report) return;
        log_outcome(*report);
        metrics_.mail_ended(label(report->kind), label(report->outcome));
        if (report->outcome == MailOutcome::postponed) return;
    }
}

}  // namespace snapory
