#include "application/accounts/read_me.hpp"

#include "domain/permission.hpp"

namespace snapory {

Result<Me> ReadMe::operator()(const Caller& caller) const {
    auto me = signed_in(caller);
    if (!me) return fail(me.error());
    auto account = accounts_.find(me->account);
    if (!account) return fail(Errc::unauthenticated, "Sign in again.");
    return Me{*account, accounts_.memberships(account->id)};
}

}  // namespace snapory
