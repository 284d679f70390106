#include "infrastructure/memory/cameras.hpp"

#include <algorithm>
#include <tuple>

namespace snapory {
namespace {

using PhotoRow = MemoryRows::PhotoRow;

bool is_of(const PhotoRow& row, const EventCamera& camera) {
    const auto& photo = row.photo;
    return photo.event == camera.event && !photo.deleted_at && photo.details &&
           photo.details->camera == camera.id;
}

bool is_sighting(const PhotoRow& row, const EventId& event) {
    const auto& photo = row.photo;
    return photo.event == event && !photo.deleted_at && photo.state == PhotoState::ready && photo.details &&
           !photo.details->camera.empty() && photo.details->clock_at;
}

Sighting sighting_of(const PhotoRow& row) {
    const auto& details = *row.photo.details;
    Sighting seen{details.camera, *details.clock_at, details.card_at, details.perceptual_hash};
    for (const auto& face : row.faces)
        if (face.person) seen.people.push_back(*face.person);
    std::ranges::sort(seen.people);
    return seen;
}

}  // namespace

std::vector<SeenCamera> MemoryCameras::list(const EventId& event) {
    std::lock_guard lock(rows_.mutex);
    std::vector<SeenCamera> cameras;
    for (const auto& [key, camera] : rows_.cameras) {
        if (camera.event != event) continue;
        auto photos =
            std::ranges::count_if(rows_.photos, [&](const auto& row) { return is_of(row.second, camera); });
        if (photos > 0) cameras.push_back({camera, static_cast<std::uint64_t>(photos)});
    }
    std::ranges::sort(cameras, {}, [](const SeenCamera& seen) {
        return std::pair(-static_cast<std::int64_t>(seen.photos), seen.camera.id);
    });
    return cameras;
}

std::vector<Sighting> MemoryCameras::sightings(const EventId& event, std::size_t limit) {
    std::lock_guard lock(rows_.mutex);
    std::vector<const PhotoRow*> found;
    for (const auto& [id, row] : rows_.photos)
        if (is_sighting(row, event)) found.push_back(&row);
    std::ranges::sort(found, [](const auto* a, const auto* b) {
        return std::tie(a->photo.created_at, a->photo.id) > std::tie(b->photo.created_at, b->photo.id);
    });
    found.resize(std::min(limit, found.size()));
    std::vector<Sighting> seen;
    for (const auto* row : found) seen.push_back(sighting_of(*row));
    return seen;
}

bool MemoryCameras::correct(const EventId& event, const CameraId& id,
                            std::optional<std::chrono::seconds> offset, TimePoint now) {
    std::lock_guard lock(rows_.mutex);
    auto found = rows_.cameras.find({event, id});
    if (found == rows_.cameras.end()) return false;
    found->second.offset = offset;
    for (auto& [key, row] : rows_.photos)
        if (row.photo.event == event && row.photo.details && row.photo.details->camera == id)
            rows_.correct(row);
    rows_.record(event, ChangeType::photos_reordered, now);
    return true;
}

}  // namespace snapory
