#include "application/gallery/restore_photos.hpp"

#include <algorithm>

#include "application/admission.hpp"

namespace snapory {
namespace {

const Error too_late{Errc::conflict, "Its time is over, or the same photo was added again meanwhile.", ""};

}  // namespace

Result<BulkOutcome> RestorePhotos::operator()(const Caller& caller, const EventId& event,
                                              const std::vector<PhotoId>& ids) const {
    auto now = clock_.now();
    auto admitted = admit(caller, Action::see_event, events_, event, now);
    if (!admitted) return fail(admitted.error());
    bool manages = !refusal(caller, Action::manage_photos, *admitted, now);

    auto outcome = sorted_out(ids, event, photos_, [&](const Photo& photo) {
        bool may = photo.deleted_at && (manages || is_own(caller, photo));
        return may ? std::nullopt : std::optional(no_such_photo());
    });
    auto restored = photos_.restore(event, outcome.done, now);
    for (const auto& id : outcome.done)
        if (std::ranges::find(restored, id) == restored.end()) outcome.refused.push_back({id, too_late});
    outcome.done = restored;
    if (!restored.empty()) bell_.ring_event(event);
    return outcome;
}

}  // namespace snapory
