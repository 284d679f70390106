#include "application/accounts/end_other_sessions.hpp"

#include "domain/permission.hpp"

namespace snapory {

Result<void> EndOtherSessions::operator()(const Caller& caller) const {
    auto me = signed_in(caller);
    if (!me) return fail(me.error());
    for (const auto& session : sessions_.live(me->account, clock_.now()))
        if (session.family != me->session) sessions_.revoke_family(session.family);
    return {};
}

}  // namespace snapory
