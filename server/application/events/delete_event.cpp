#include "application/events/delete_event.hpp"

#include "application/admission.hpp"

namespace snapory {

Result<void> DeleteEvent::operator()(const Caller& caller, const EventId& id) const {
    auto now = clock_.now();
    auto event = admit(caller, Action::manage_event, events_, id, now);
    if (!event) return fail(event.error());
    event->state = EventState::deleted;
    event->deleted_at = now;
    events_.change(*event, FaceData::erase, now);
    faces_.forget(id);
    bell_.ring_event(id);
    return {};
}

}  // namespace snapory
