#include "application/cameras/camera_identity.hpp"

namespace snapory {

CameraId camera_id(const Camera& camera, const EventId& event, Signatures& signatures) {
    if (camera.make.empty() && camera.model.empty()) return {};
    // Lines, since none of them can hold a line break.
    return CameraId(signatures.sign(
        "camera\n" + event.text() + "\n" + camera.make + "\n" + camera.model + "\n" + camera.serial,
        TimePoint()));
}

}  // namespace snapory
