#include "application/accounts/revoke_session.hpp"

#include <algorithm>

#include "domain/permission.hpp"

namespace snapory {

Result<void> RevokeSession::operator()(const Caller& caller, const SessionId& family) const {
    auto me = signed_in(caller);
    if (!me) return fail(me.error());
    auto mine = sessions_.live(me->account, clock_.now());
    if (std::ranges::find(mine, family, &Session::family) == mine.end())
        return fail(Errc::not_found, "You have no session with this id.");
    sessions_.revoke_family(family);
    return {};
}

}  // namespace snapory
