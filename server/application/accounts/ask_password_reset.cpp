#include "application/accounts/ask_password_reset.hpp"

#include "application/attempts.hpp"
#include "domain/account.hpp"
#include "domain/one_time_token.hpp"

namespace snapory {

Result<void> AskPasswordReset::operator()(std::string_view email, std::string_view language) const {
    if (!sends_mail_)
        return fail(Errc::mail_off,
                    "This Snapory sends no mail. Its operator can set a password: snapory user password.");
    auto address = parse_email(email);
    if (!address) return fail(address.error());
    if (auto attempt = take_attempt(limits_, "reset/" + *address, reset_mails); !attempt) return attempt;
    auto now = clock_.now();
    outbox_.add({randomness_.next_id<MailId>(now), MailKind::password_reset, *address, std::string(language),
                 now, now + password_reset_lifetime});
    return {};
}

}  // namespace snapory
