#include "infrastructure/memory/stages_due.hpp"

#include <algorithm>

namespace snapory {
namespace {

using PhotoRow = MemoryRows::PhotoRow;

}  // namespace

bool MemoryStagesDue::is_of(const PhotoRow& row, const std::optional<EventId>& event) const {
    return !row.photo.deleted_at && !rows_.events.at(row.photo.event).deleted_at &&
           (!event || row.photo.event == *event);
}

// The stages of the query that the photo is to be put through and that are not due.
Stages MemoryStagesDue::asking(const PhotoRow& row, const StageQuery& query) const {
    Stages stages;
    if (!is_of(row, query.event) || row.photo.state != PhotoState::ready) return stages;
    for (const auto& [stage, model] : query.models) {
        if (row.stages_due.contains(stage)) continue;
        if (stage == Stage::faces && !rows_.events.at(row.photo.event).settings.face_search) continue;
        const auto done = row.models.find(stage);
        if (query.all || done == row.models.end() || done->second != model) stages.insert(stage);
    }
    return stages;
}

std::uint64_t MemoryStagesDue::demand(const StageQuery& query) {
    std::lock_guard lock(rows_.mutex);
    std::uint64_t demanded = 0;
    for (auto& [id, row] : rows_.photos) {
        const auto stages = asking(row, query);
        if (stages.empty()) continue;
        ++demanded;
        if (!row.queued && row.stages_due.empty()) {
            row.attempts = 0;
            row.not_before = {};
        }
        for (const auto stage : stages) row.models.erase(stage);
        row.stages_due.insert(stages.begin(), stages.end());
    }
    return demanded;
}

std::uint64_t MemoryStagesDue::left(const std::optional<EventId>& event) {
    std::lock_guard lock(rows_.mutex);
    return static_cast<std::uint64_t>(std::ranges::count_if(rows_.photos, [&](const auto& entry) {
        return is_of(entry.second, event) && !entry.second.stages_due.empty();
    }));
}

std::uint64_t MemoryStagesDue::outdated(const StageQuery& query) {
    std::lock_guard lock(rows_.mutex);
    return static_cast<std::uint64_t>(std::ranges::count_if(rows_.photos, [&](const auto& entry) {
        return !asking(entry.second, {query.event, query.models, false}).empty();
    }));
}

}  // namespace snapory
