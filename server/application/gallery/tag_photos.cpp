#include "application/gallery/tag_photos.hpp"

#include "application/admission.hpp"

namespace snapory {

Result<BulkOutcome> TagPhotos::operator()(const Caller& caller, const EventId& event,
                                          const std::vector<PhotoId>& ids, const TagVerdict& verdict) const {
    auto now = clock_.now();
    auto admitted = admit(caller, Action::manage_photos, events_, event, now);
    if (!admitted) return fail(admitted.error());
    auto name = parse_tag_name(verdict.name);
    if (!name) return fail(name.error());

    auto outcome = sorted_out(ids, event, photos_, [](const Photo& photo) {
        return photo.deleted_at ? std::optional(no_such_photo()) : std::nullopt;
    });
    tags_.judge(event, outcome.done, {*name, verdict.shows}, now);
    if (!outcome.done.empty()) bell_.ring_event(event);
    return outcome;
}

}  // namespace snapory
