#include "infrastructure/memory/rows.hpp"

#include <utility>

#include "domain/stack.hpp"

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

void MemoryRows::stack(PhotoRow& row) {
    auto frame_of = [](const Photo& photo) {
        return Frame{photo.id, photo.stack, photo.details->camera, photo.taken_at,
                     photo.details->perceptual_hash};
    };
    row.photo.stack = StackId();
    std::vector<Frame> near;
    for (const auto& [id, other] : photos)
        if (other.photo.event == row.photo.event && !other.photo.deleted_at && other.photo.details &&
            other.photo.state == PhotoState::ready)
            near.push_back(frame_of(other.photo));
    const auto mate = stack_mate(frame_of(row.photo), near);
    if (!mate) return;
    row.photo.stack = mate->stack.empty() ? StackId(mate->photo.text()) : mate->stack;
    photos[mate->photo].photo.stack = row.photo.stack;
}

void MemoryRows::erase_people(const EventId& event) {
    std::erase_if(people, [&](const auto& row) { return row.second.event == event; });
    grouping[event] = {0, grouping[event].revision + 1};
}

}  // namespace snapory
