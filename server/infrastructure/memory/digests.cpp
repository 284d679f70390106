#include "infrastructure/memory/digests.hpp"

#include <algorithm>

namespace snapory {

// Of the standing query of this guest; null when there is none.
std::optional<Digest>* MemoryDigests::of(const EventId& event, const GuestId& guest) {
    for (auto& row : rows_.selfies)
        if (row.selfie.event == event && row.selfie.owner == guest.text()) return &row.digest;
    return nullptr;
}

void MemoryDigests::put(const Digest& digest) {
    std::lock_guard lock(rows_.mutex);
    if (auto* kept = of(digest.event, digest.guest)) *kept = digest;
}

std::optional<Digest> MemoryDigests::find(const EventId& event, const GuestId& guest) {
    std::lock_guard lock(rows_.mutex);
    const auto* kept = of(event, guest);
    return kept ? *kept : std::nullopt;
}

std::optional<Digest> MemoryDigests::find(const MailId& mail) {
    std::lock_guard lock(rows_.mutex);
    for (const auto& row : rows_.selfies)
        if (row.digest && row.digest->mail == mail) return row.digest;
    return std::nullopt;
}

void MemoryDigests::remove(const EventId& event, const GuestId& guest) {
    std::lock_guard lock(rows_.mutex);
    if (auto* kept = of(event, guest)) kept->reset();
}

std::vector<DueDigest> MemoryDigests::due(TimePoint now, std::size_t limit) {
    std::lock_guard lock(rows_.mutex);
    std::vector<DueDigest> due;
    for (const auto& row : rows_.selfies) {
        if (!row.digest || row.digest->due > now) continue;
        const auto& changes = rows_.changes[row.digest->event];
        auto sequence = changes.empty() ? 0 : changes.back().sequence;
        bool busy = std::ranges::any_of(rows_.photos, [&](const auto& photo) {
            return photo.second.photo.event == row.digest->event && !photo.second.photo.deleted_at &&
                   photo.second.photo.state == PhotoState::processing;
        });
        if (sequence > row.digest->sequence && !busy) due.push_back({*row.digest, sequence});
    }
    std::ranges::sort(due, {}, [](const DueDigest& one) { return one.digest.due; });
    if (due.size() > limit) due.resize(limit);
    return due;
}

void MemoryDigests::settle(const Digest& seen, const Digest& next, const std::optional<OwedMail>& mail) {
    std::lock_guard lock(rows_.mutex);
    auto* kept = of(seen.event, seen.guest);
    if (!kept || *kept != seen) return;
    *kept = next;
    if (mail) rows_.outbox.push_back({*mail, 0, mail->created_at});
}

}  // namespace snapory
