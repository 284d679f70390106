#pragma once

#include "application/ports/cameras.hpp"
#include "infrastructure/memory/rows.hpp"

namespace snapory {

class MemoryCameras final : public Cameras {
public:
    explicit MemoryCameras(MemoryRows& rows) : rows_(rows) {}

    std::vector<SeenCamera> list(const EventId& event) override;
    std::vector<Sighting> sightings(const EventId& event, std::size_t limit) override;
    bool correct(const EventId& event, const CameraId& camera, std::optional<std::chrono::seconds> offset,
                 TimePoint now) override;

private:
    MemoryRows& rows_;
};

}  // namespace snapory
