#pragma once

#include "application/ports/cameras.hpp"
#include "infrastructure/sql/database.hpp"

namespace snapory {

class SqlCameras final : public Cameras {
public:
    explicit SqlCameras(Database& database) : database_(database) {}

    std::vector<SeenCamera> list(const EventId& event) override;
    std::vector<Sighting> sightings(const EventId& event, std::size_t limit) override;
    bool correct(const EventId& event, const CameraId& camera, std::optional<std::chrono::seconds> offset,
                 TimePoint now) override;

private:
    Database& database_;
};

}  // namespace snapory
