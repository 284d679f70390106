#include "application/accounts/reset_password.hpp"

namespace snapory {

Result<void> ResetPassword::operator()(std::string_view email, std::string_view password) const {
    auto address = parse_email(email);
    if (!address) return fail(address.error());
    if (auto checked = check_password(password); !checked) return checked;
    auto account = accounts_.find_by_email(*address);
    if (!account) return fail(Errc::not_found, "No account has this e-mail address.", "email");
    accounts_.set_password(account->account.id, passwords_.hash(password));
    return {};
}

}  // namespace snapory
