#include "application/accounts/log_out.hpp"

namespace snapory {

void LogOut::operator()(std::string_view refresh_token) const {
    auto [found, session] = sessions_.find(tokens_.fingerprint(refresh_token), clock_.now());
    if (found != Sessions::Found::unknown) sessions_.revoke_family(session.family);
}

}  // namespace snapory
