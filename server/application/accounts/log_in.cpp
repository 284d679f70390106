#include "application/accounts/log_in.hpp"

namespace snapory {
namespace {

constexpr std::uint32_t attempts = 20;
constexpr std::chrono::minutes window{15};

}  // namespace

Result<SignIn> LogIn::operator()(const Credentials& credentials, std::string_view user_agent) const {
    auto email = parse_email(credentials.email).value_or("");
    if (!limits_.take("login/" + email, attempts, window).allowed)
        return fail(Errc::too_many_requests, "Too many attempts to sign in; wait a quarter of an hour.");

    auto account = desk_.accounts.find_by_email(email);
    bool fits = passwords_.fits(credentials.password, account ? account->password_hash : "");
    if (!account || !fits) return fail(Errc::unauthenticated, "The e-mail address or the password is wrong.");
    return desk_.begin(account->account, user_agent);
}

}  // namespace snapory
