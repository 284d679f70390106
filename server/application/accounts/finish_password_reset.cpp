#include "application/accounts/finish_password_reset.hpp"

namespace snapory {

Result<void> FinishPasswordReset::operator()(std::string_view token, std::string_view password) const {
    if (auto checked = check_password(password); !checked)
        return fail(Errc::invalid, checked.error().detail, "newPassword");
    auto expired = fail(Errc::link_expired, "This link was used, or its time is over. Ask for a new one.");
    auto hash = tokens_.fingerprint(token);
    // Asked first, since to hash a password is dear, and anybody may send any token.
    if (!one_time_tokens_.find(TokenPurpose::password_reset, hash, clock_.now())) return expired;
    auto password_hash = passwords_.hash(password);
    auto account = one_time_tokens_.take(TokenPurpose::password_reset, hash, clock_.now());
    if (!account) return expired;
    accounts_.set_password(AccountId(*account), password_hash);
    return {};
}

}  // namespace snapory
