#include "application/faces/find_me.hpp"

#include "application/admission.hpp"

namespace snapory {

Result<FoundMe> FindMe::operator()(const Caller& caller, const EventId& event, std::string_view consent,
                                   std::span<const SelfiePicture> pictures) const {
    auto admitted = admit(caller, Action::search_by_selfie, events_, event, clock_.now());
    if (!admitted) return fail(admitted.error());
    if (consent != privacy_policy_version)
        return fail(Errc::consent_required, "Read the notice on face search and agree to it first.",
                    "consent");
    auto reading = read_frames(reader_, pictures);
    if (!reading) return fail(reading.error());

    auto now = clock_.now();
    Selfie selfie{randomness_.next_id<SelfieId>(now),
                  event,
                  selfie_owner(caller),
                  std::move(reading->code),
                  reading->model,
                  reading->thresholds,
                  now,
                  admitted->faces_expire_at()};
    finder_.selfies.put(selfie, {event, selfie.owner, ConsentAct::given, std::string(consent),
                                 randomness_.next_receipt(now), now});
    return FoundMe{selfie, finder_.find(selfie, caller, *admitted, now)};
}

}  // namespace snapory
