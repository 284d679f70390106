#pragma once

#include <vector>

#include "domain/camera_clock.hpp"

namespace snapory {

// A camera and how many photos it took that are not deleted; at least 1.
struct SeenCamera {
    EventCamera camera;
    std::uint64_t photos = 0;

    bool operator==(const SeenCamera&) const = default;
};

// The cameras of events. A camera is known from the first photo of it that was processed, see Jobs::finish.
// Every call may be made from any thread and throws Unavailable.
class Cameras {
public:
    virtual ~Cameras() = default;

    // Those with the most photos first.
    virtual std::vector<SeenCamera> list(const EventId& event) = 0;
    // What the newest `limit` ready photos that tell their camera's time show, in no order.
    virtual std::vector<Sighting> sightings(const EventId& event, std::size_t limit) = 0;
    // Corrects the clock from now on, and taken_at of the photos that are there; nothing takes the correction
    // back. Records photos_reordered in the same transaction. False when the event has no such camera.
    virtual bool correct(const EventId& event, const CameraId& camera,
                         std::optional<std::chrono::seconds> offset, TimePoint now) = 0;
};

}  // namespace snapory
