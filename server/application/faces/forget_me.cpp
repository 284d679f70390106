#include "application/faces/forget_me.hpp"

#include "application/admission.hpp"
#include "application/faces/matches.hpp"

namespace snapory {

Result<Consent> ForgetMe::operator()(const Caller& caller, const EventId& event) const {
    auto now = clock_.now();
    auto admitted = admit(caller, Action::see_event, events_, event, now);
    if (!admitted) return fail(admitted.error());
    Consent withdrawal{event,
                       selfie_owner(caller),
                       ConsentAct::withdrawn,
                       std::string(privacy_policy_version),
                       randomness_.next_receipt(now),
                       now};
    if (!selfies_.remove(event, withdrawal.person, withdrawal)) return fail(no_selfie());
    return withdrawal;
}

}  // namespace snapory
