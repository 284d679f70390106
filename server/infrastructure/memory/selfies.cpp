#include "infrastructure/memory/selfies.hpp"

#include <algorithm>

namespace snapory {

MemoryRows::SelfieRow* MemorySelfies::row(const EventId& event, const std::string& owner) {
    for (auto& row : rows_.selfies)
        if (row.selfie.event == event && row.selfie.owner == owner) return &row;
    return nullptr;
}

void MemorySelfies::put(const Selfie& selfie, const Consent& consent) {
    std::lock_guard lock(rows_.mutex);
    rows_.consents.push_back(consent);
    if (auto* earlier = row(selfie.event, selfie.owner))
        earlier->selfie = selfie;
    else
        rows_.selfies.push_back({selfie, {}, {}});
}

std::optional<Selfie> MemorySelfies::find(const EventId& event, const std::string& owner, TimePoint now) {
    std::lock_guard lock(rows_.mutex);
    const auto* found = row(event, owner);
    if (!found || found->selfie.expires_at <= now) return std::nullopt;
    return found->selfie;
}

std::vector<Selfie> MemorySelfies::live(const EventId& event, TimePoint now) {
    std::lock_guard lock(rows_.mutex);
    std::vector<Selfie> selfies;
    for (const auto& row : rows_.selfies)
        if (row.selfie.event == event && row.selfie.expires_at > now) selfies.push_back(row.selfie);
    return selfies;
}

bool MemorySelfies::remove(const EventId& event, const std::string& owner, const Consent& consent) {
    std::lock_guard lock(rows_.mutex);
    auto erased = std::erase_if(rows_.selfies, [&](const auto& row) {
        return row.selfie.event == event && row.selfie.owner == owner;
    });
    if (erased > 0) rows_.consents.push_back(consent);
    return erased > 0;
}

std::size_t MemorySelfies::purge(TimePoint now) {
    std::lock_guard lock(rows_.mutex);
    return std::erase_if(rows_.selfies, [&](const auto& row) { return row.selfie.expires_at <= now; });
}

void MemorySelfies::judge(const SelfieId& selfie, const PhotoId& photo, bool is_me) {
    std::lock_guard lock(rows_.mutex);
    for (auto& row : rows_.selfies)
        if (row.selfie.id == selfie) row.judgements[photo] = is_me;
}

std::vector<Selfies::Judgement> MemorySelfies::judgements(const SelfieId& selfie) {
    std::lock_guard lock(rows_.mutex);
    std::vector<Judgement> all;
    for (const auto& row : rows_.selfies)
        if (row.selfie.id == selfie)
            for (const auto& [photo, is_me] : row.judgements) all.push_back({photo, is_me});
    return all;
}

std::vector<ConfirmedFace> MemorySelfies::confirmed(const Selfie& selfie) {
    std::lock_guard lock(rows_.mutex);
    std::vector<ConfirmedFace> faces;
    const auto* row = this->row(selfie.event, selfie.owner);
    if (!row || row->selfie.id != selfie.id) return faces;
    for (const auto& [photo, is_me] : row->judgements) {
        const auto found = rows_.photos.find(photo);
        if (!is_me || found == rows_.photos.end() || found->second.photo.deleted_at) continue;
        for (const auto& face : found->second.faces)
            if (face.model == selfie.model) faces.push_back({photo, face.quality, face.code});
    }
    return faces;
}

std::vector<Consent> MemorySelfies::consents(const EventId& event) {
    std::lock_guard lock(rows_.mutex);
    std::vector<Consent> lines;
    std::copy_if(rows_.consents.begin(), rows_.consents.end(), std::back_inserter(lines),
                 [&](const Consent& line) { return line.event == event; });
    return lines;
}

}  // namespace snapory
