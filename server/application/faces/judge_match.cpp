#include "application/faces/judge_match.hpp"

#include "application/admission.hpp"
#include "application/faces/matches.hpp"
#include "application/gallery/visible_photo.hpp"

namespace snapory {

Result<void> JudgeMatch::operator()(const Caller& caller, const EventId& event, const PhotoId& photo,
                                    bool is_me) const {
    auto now = clock_.now();
    auto admitted = admit(caller, Action::search_by_selfie, events_, event, now);
    if (!admitted) return fail(admitted.error());
    auto selfie = selfies_.find(event, selfie_owner(caller), now);
    if (!selfie) return fail(no_selfie());
    auto found = visible_photo(caller, events_, event, photos_, photo, now);
    if (!found) return fail(found.error());
    selfies_.judge(selfie->id, photo, is_me);
    return {};
}

}  // namespace snapory
