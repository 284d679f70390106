#include "infrastructure/memory/rows.hpp"

#include <utility>

namespace snapory {

std::uint64_t MemoryRows::record(const EventId& event, ChangeType type, TimePoint at,
                                 std::optional<PhotoId> photo, std::optional<GuestId> guest) {
    auto& history = changes[event];
    std::uint64_t sequence = history.size() + 1;
    history.push_back({event, sequence, type, std::move(photo), std::move(guest), at});
    return sequence;
}

void MemoryRows::correct(PhotoRow& row) {
    const auto& clock_at = row.photo.details->clock_at;
    auto camera = cameras.find({row.photo.event, row.photo.details->camera});
    const bool corrected = clock_at && camera != cameras.end() && camera->second.offset;
    row.photo.taken_at = corrected ? *clock_at + *camera->second.offset : row.told_at;
    row.photo.taken_source = corrected ? TakenSource::exif : row.told_source;
}

void MemoryRows::erase_people(const EventId& event) {
    std::erase_if(people, [&](const auto& row) { return row.second.event == event; });
    grouping[event] = {0, grouping[event].revision + 1};
}

}  // namespace snapory
