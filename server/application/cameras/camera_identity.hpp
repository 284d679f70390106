#pragma once

#include "application/ports/signatures.hpp"
#include "domain/capture.hpp"
#include "domain/id.hpp"

namespace snapory {

// Which of the event's cameras this is; empty where neither make nor model is known. Keyed, so that a serial
// number, which is short, cannot be found by trying, and no camera is known again in another event.
CameraId camera_id(const Camera& camera, const EventId& event, Signatures& signatures);

}  // namespace snapory
