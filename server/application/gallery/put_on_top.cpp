#include "application/gallery/put_on_top.hpp"

#include "application/admission.hpp"
#include "application/gallery/bulk.hpp"

namespace snapory {

Result<void> PutOnTop::operator()(const Caller& caller, const EventId& event, const PhotoId& id) const {
    auto now = clock_.now();
    auto admitted = admit(caller, Action::manage_photos, events_, event, now);
    if (!admitted) return fail(admitted.error());
    if (!photos_.put_on_top(event, id, now)) return fail(no_such_photo());
    bell_.ring_event(event);
    return {};
}

}  // namespace snapory
