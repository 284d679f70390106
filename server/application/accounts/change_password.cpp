#include "application/accounts/change_password.hpp"

#include "application/attempts.hpp"
#include "domain/permission.hpp"

namespace snapory {

Result<SignIn> ChangePassword::operator()(const Caller& caller, const PasswordChange& change,
                                          std::string_view user_agent) const {
    auto me = signed_in(caller);
    if (!me) return fail(me.error());
    auto account = desk_.accounts.find(me->account);
    if (!account) return fail(Errc::unauthenticated, "Sign in again.");
    if (auto attempt = take_attempt(limits_, "password/" + me->account.text(), password_attempts); !attempt)
        return fail(attempt.error());

    auto stored = desk_.accounts.find_by_email(account->email);
    if (!passwords_.fits(change.current, stored ? stored->password_hash : ""))
        return fail(Errc::invalid, "This is not your current password.", "currentPassword");
    if (auto checked = check_password(change.wanted); !checked)
        return fail(Errc::invalid, checked.error().detail, "newPassword");

    desk_.accounts.set_password(account->id, passwords_.hash(change.wanted));
    return desk_.begin(*account, user_agent);
}

}  // namespace snapory
