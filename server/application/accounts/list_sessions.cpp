#include "application/accounts/list_sessions.hpp"

#include "domain/permission.hpp"

namespace snapory {

Result<std::vector<Session>> ListSessions::operator()(const Caller& caller) const {
    auto me = signed_in(caller);
    if (!me) return fail(me.error());
    return sessions_.live(me->account, clock_.now());
}

}  // namespace snapory
