#include "application/mail/write_mail.hpp"

#include "application/mail/letter.hpp"

namespace snapory {

std::optional<Mail> WriteMail::operator()(const OwedMail& owed) const {
    switch (owed.kind) {
        case MailKind::password_reset: return password_reset(owed);
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

}  // namespace snapory
