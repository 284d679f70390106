#include "application/gallery/delete_photos.hpp"

#include "application/admission.hpp"

namespace snapory {

Result<BulkOutcome> DeletePhotos::operator()(const Caller& caller, const EventId& event,
                                             const std::vector<PhotoId>& ids) const {
    auto now = clock_.now();
    auto admitted = admit(caller, Action::see_event, events_, event, now);
    if (!admitted) return fail(admitted.error());

    auto refusal_of = [&](const Photo& photo) -> std::optional<Error> {
        if (photo.deleted_at || !may_see(caller, photo, *admitted, now)) return no_such_photo();
        if (is_own(caller, photo)) return std::nullopt;
        return refusal(caller, Action::manage_photos, *admitted, now);
    };
    auto outcome = sorted_out(ids, event, photos_, refusal_of);
    photos_.remove(event, outcome.done, now);
    if (!outcome.done.empty()) bell_.ring_event(event);
    return outcome;
}

}  // namespace snapory
