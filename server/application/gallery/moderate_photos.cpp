#include "application/gallery/moderate_photos.hpp"

#include "application/admission.hpp"

namespace snapory {

Result<BulkOutcome> ModeratePhotos::operator()(const Caller& caller, const EventId& event,
                                               const std::vector<PhotoId>& ids, Moderation moderation) const {
    auto now = clock_.now();
    auto admitted = admit(caller, Action::manage_photos, events_, event, now);
    if (!admitted) return fail(admitted.error());

    auto outcome = sorted_out(ids, event, photos_, [](const Photo& photo) {
        return photo.deleted_at ? std::optional(no_such_photo()) : std::nullopt;
    });
    photos_.moderate(event, outcome.done, moderation, now);
    if (!outcome.done.empty()) bell_.ring_event(event);
    return outcome;
}

}  // namespace snapory
