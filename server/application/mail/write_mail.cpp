#include "application/mail/write_mail.hpp"

#include "application/faces/stop_digest.hpp"
#include "application/mail/letter.hpp"

namespace snapory {
namespace {

constexpr unsigned code_pixels = 400;  // twice what is shown, for fine screens

}  // namespace

std::optional<Mail> WriteMail::operator()(const OwedMail& owed) const {
    switch (owed.kind) {
        case MailKind::password_reset: return password_reset(owed);
        case MailKind::invitation: return invitation(owed);
        case MailKind::digest: return digest(owed);
    }
    return std::nullopt;
}

std::optional<Mail> WriteMail::password_reset(const OwedMail& owed) const {
    auto account = parts_.accounts.find_by_email(owed.to);
    if (!account) return std::nullopt;
    auto token = parts_.randomness.next_token();
    parts_.one_time_tokens.add({TokenPurpose::password_reset, parts_.tokens.fingerprint(token),
                                account->account.id.text(), parts_.clock.now() + password_reset_lifetime});
    auto url = public_url_ + "/reset-password#" + token;  // a fragment reaches no log
    return mail_of(password_reset_letter(owed.language, owed.to, url), owed);
}

std::optional<Mail> WriteMail::invitation(const OwedMail& owed) const {
    auto invitation = parts_.invitations.find(InvitationId(owed.id.text()));
    auto event = invitation ? parts_.events.find(invitation->event) : std::nullopt;
    auto host = event ? parts_.accounts.find(invitation->host) : std::nullopt;
    if (!host) return std::nullopt;
    auto url = public_url_ + "/e/" + event->code.text();
    const auto& name = host->name.empty() ? host->email : host->name;
    auto letter = invitation_letter(owed.language, {name, event->title, event->has_pin()}, url);
    letter.picture = parts_.qr_codes.png(url, code_pixels);
    return mail_of(letter, owed);
}

std::optional<Mail> WriteMail::digest(const OwedMail& owed) const {
    auto digest = parts_.digests.find(owed.id);
    auto event = digest ? parts_.events.find(digest->event) : std::nullopt;
    if (!event) return std::nullopt;
    auto token = unsubscribe_token(parts_.signatures, digest->event, digest->guest);
    auto mail = mail_of(digest_letter(owed.language, event->title, public_url_ + "/e/" + event->code.text(),
                                      public_url_ + "/unsubscribe#" + token),
                        owed);
    mail.unsubscribe_url = public_url_ + "/api/v1/unsubscribe/" + token;
    return mail;
}

}  // namespace snapory
