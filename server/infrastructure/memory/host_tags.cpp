#include "infrastructure/memory/host_tags.hpp"

#include <algorithm>
#include <ranges>

namespace snapory {

void MemoryHostTags::judge(const EventId& event, const std::vector<PhotoId>& ids, const TagVerdict& verdict,
                           TimePoint now) {
    std::lock_guard lock(rows_.mutex);
    for (const auto& id : ids) {
        const auto found = rows_.photos.find(id);
        if (found == rows_.photos.end()) continue;
        auto& row = found->second;
        if (row.photo.event != event || row.photo.deleted_at) continue;
        std::erase_if(row.verdicts, [&](const TagVerdict& old) { return old.name == verdict.name; });
        row.verdicts.push_back(verdict);
        if (row.photo.state != PhotoState::ready) continue;
        row.tags = snapory::judged(std::move(row.tags), {verdict});
        rows_.record(event, ChangeType::photo_ready, now, id);
    }
}

std::vector<JudgedPhoto> MemoryHostTags::judged(const EventId& event, const std::string& tag) {
    std::lock_guard lock(rows_.mutex);
    std::vector<JudgedPhoto> judged;
    for (const auto& [id, row] : std::views::reverse(rows_.photos)) {
        if (row.photo.event != event || row.photo.deleted_at) continue;
        const auto verdict = std::ranges::find(row.verdicts, tag, &TagVerdict::name);
        if (verdict != row.verdicts.end()) judged.push_back({id, verdict->shows});
    }
    return judged;
}

}  // namespace snapory
