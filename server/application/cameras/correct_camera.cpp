#include "application/cameras/correct_camera.hpp"

#include "application/admission.hpp"

namespace snapory {

Result<void> CorrectCamera::operator()(const Caller& caller, const EventId& id, const CameraId& camera,
                                       std::optional<std::chrono::seconds> offset) const {
    auto now = clock_.now();
    auto event = admit(caller, Action::manage_event, events_, id, now);
    if (!event) return fail(event.error());
    if (auto checked = check_clock_offset(offset.value_or(std::chrono::seconds(0))); !checked) return checked;
    if (!cameras_.correct(id, camera, offset, now))
        return fail(Errc::not_found, "No camera of this event has this id.");
    bell_.ring_event(id);
    return {};
}

}  // namespace snapory
