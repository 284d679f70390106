#include "application/mail/send_next_mail.hpp"

#include <algorithm>
#include <array>

namespace snapory {
namespace {

constexpr Milliseconds first_pause = std::chrono::seconds(15);
constexpr Milliseconds longest_pause = std::chrono::minutes(30);

MailOutcome outcome_of(Delivery::Outcome outcome) {
    switch (outcome) {
        case Delivery::Outcome::accepted: return MailOutcome::sent;
        case Delivery::Outcome::refused: return MailOutcome::refused;
        case Delivery::Outcome::postponed: break;
    }
    return MailOutcome::postponed;
}

}  // namespace

std::string_view label(MailOutcome outcome) {
    switch (outcome) {
        case MailOutcome::sent: return "sent";
        case MailOutcome::postponed: return "postponed";
        case MailOutcome::refused: return "refused";
        case MailOutcome::expired: return "expired";
        case MailOutcome::pointless: return "pointless";
    }
    return "";
}

std::optional<MailReport> SendNextMail::operator()(const std::stop_token& stop) const {
    auto claimed = outbox_.claim(clock_.now());
    if (!claimed) return std::nullopt;
    auto report = send(*claimed, stop);
    if (report.outcome == MailOutcome::postponed)
        outbox_.postpone(*claimed, clock_.now() + pause(claimed->attempts));
    else
        end(claimed->mail, report.outcome);
    return report;
}

void SendNextMail::end(const OwedMail& mail, MailOutcome outcome) const {
    if (mail.kind == MailKind::invitation)
        invitations_.settle(InvitationId(mail.id.text()),
                            outcome == MailOutcome::sent ? InvitationState::sent : InvitationState::failed);
    outbox_.remove(mail.id);
}

MailReport SendNextMail::send(const ClaimedMail& claimed, const std::stop_token& stop) const {
    MailReport report{claimed.mail.kind, MailOutcome::expired, claimed.attempts, ""};
    if (claimed.mail.expires_at <= clock_.now()) return report;
    auto mail = write_(claimed.mail);
    report.outcome = MailOutcome::pointless;
    if (!mail) return report;
    auto delivery = mailer_.send(*mail, stop);
    report.outcome = outcome_of(delivery.outcome);
    report.reason = std::move(delivery.reason);
    return report;
}

// A quarter shorter or longer by chance, so that what failed together is not tried again together.
Milliseconds SendNextMail::pause(std::uint32_t attempts) const {
    auto pause = std::min(longest_pause, first_pause * (1 << std::min(attempts - 1, 10U)));
    std::array<unsigned char, 1> chance{};
    randomness_.fill(chance);
    return pause * 3 / 4 + pause * chance[0] / 510;
}

}  // namespace snapory
