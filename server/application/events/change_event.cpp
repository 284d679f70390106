#include "application/events/change_event.hpp"

#include "application/admission.hpp"

namespace snapory {
namespace {

FaceData face_data_after(const Event& before, const Event& after) {
    if (before.settings.face_search == after.settings.face_search) return FaceData::keep;
    return after.settings.face_search ? FaceData::make : FaceData::erase;
}

}  // namespace

Result<EventWithCounts> ChangeEvent::operator()(const Caller& caller, const EventId& id,
                                                const EventChange& change) const {
    auto now = clock_.now();
    auto event = admit(caller, Action::manage_event, events_, id, now);
    if (!event) return fail(event.error());
    auto wanted = changed(*event, change, passwords_, zones_);
    if (!wanted) return fail(wanted.error());
    auto faces = face_data_after(*event, *wanted);
    if (faces == FaceData::make && wanted->faces_expire_at() <= now)
        return fail(Errc::conflict, "Face search ends 30 days after the event.", "settings.faceSearch");
    store(*wanted, faces, now);
    return EventWithCounts{*wanted, events_.counts(*wanted)};
}

void ChangeEvent::store(const Event& event, FaceData faces, TimePoint now) const {
    events_.change(event, faces, now);
    if (faces == FaceData::erase) faces_.forget(event.id);
    if (faces == FaceData::make) bell_.ring_jobs();
    bell_.ring_event(event.id);
}

}  // namespace snapory
