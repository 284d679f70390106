#include "application/gallery/retry_photo.hpp"

#include "application/admission.hpp"
#include "application/gallery/bulk.hpp"

namespace snapory {

Result<ShownPhoto> RetryPhoto::operator()(const Caller& caller, const EventId& event,
                                          const PhotoId& id) const {
    auto now = clock_.now();
    auto admitted = admit(caller, Action::manage_photos, events_, event, now);
    if (!admitted) return fail(admitted.error());
    if (photos_.find(event, std::vector{id}).empty()) return fail(no_such_photo());
    if (!jobs_.retry(event, id, now)) return fail(Errc::conflict, "This photo has not failed.");
    queue_.add({id, Priority::first});
    bell_.ring_event(event);

    auto found = photos_.find(event, std::vector{id});
    if (found.empty()) return fail(no_such_photo());
    return show(found.front(), caller, *admitted, blobs_, now);
}

}  // namespace snapory
