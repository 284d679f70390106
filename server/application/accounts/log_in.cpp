#include "application/accounts/log_in.hpp"

#include "application/attempts.hpp"

namespace snapory {

Result<SignIn> LogIn::operator()(const Credentials& credentials, std::string_view user_agent) const {
    auto email = parse_email(credentials.email).value_or("");
    if (auto attempt = take_attempt(limits_, "login/" + email, password_attempts); !attempt)
        return fail(attempt.error());

    auto account = desk_.accounts.find_by_email(email);
    bool fits = passwords_.fits(credentials.password, account ? account->password_hash : "");
    if (!account || !fits) return fail(Errc::unauthenticated, "The e-mail address or the password is wrong.");
    return desk_.begin(account->account, user_agent);
}

}  // namespace snapory
