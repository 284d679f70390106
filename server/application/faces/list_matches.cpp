#include "application/faces/list_matches.hpp"

#include "application/admission.hpp"

namespace snapory {

Result<FoundMe> ListMatches::operator()(const Caller& caller, const EventId& event) const {
    auto now = clock_.now();
    auto admitted = admit(caller, Action::search_by_selfie, events_, event, now);
    if (!admitted) return fail(admitted.error());
    auto selfie = finder_.selfies.find(event, selfie_owner(caller), now);
    if (!selfie) return fail(no_selfie());
    return FoundMe{*selfie, finder_.find(*selfie, caller, *admitted, now)};
}

}  // namespace snapory
