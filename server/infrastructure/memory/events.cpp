#include "infrastructure/memory/events.hpp"

#include <algorithm>
#include <tuple>

namespace snapory {
namespace {

bool newer(const Event& a, const Event& b) {
    return std::tie(a.created_at, a.id) > std::tie(b.created_at, b.id);
}

bool past(const Event& event, const EventPosition& position) {
    return std::tie(event.created_at, event.id) < std::tie(position.created_at, position.id);
}

}  // namespace

Result<void> MemoryEvents::add(const Event& event) {
    std::lock_guard lock(rows_.mutex);
    for (const auto& [id, other] : rows_.events)
        if (other.code == event.code) return fail(Errc::conflict, "This code is taken.", "code");
    rows_.events.emplace(event.id, event);
    return {};
}

std::optional<Event> MemoryEvents::find(const EventId& id) {
    std::lock_guard lock(rows_.mutex);
    auto found = rows_.events.find(id);
    if (found == rows_.events.end() || found->second.deleted_at) return std::nullopt;
    return found->second;
}

std::optional<Event> MemoryEvents::find(const EventCode& code) {
    std::lock_guard lock(rows_.mutex);
    for (const auto& [id, event] : rows_.events)
        if (event.code == code && !event.deleted_at) return event;
    return std::nullopt;
}

Page<EventWithCounts, EventPosition> MemoryEvents::list(const std::vector<OrganisationId>& organisations,
                                                        std::size_t limit,
                                                        const std::optional<EventPosition>& after) {
    std::lock_guard lock(rows_.mutex);
    std::vector<Event> events;
    for (const auto& [id, event] : rows_.events) {
        bool ours =
            std::find(organisations.begin(), organisations.end(), event.organisation) != organisations.end();
        if (ours && !event.deleted_at && (!after || past(event, *after))) events.push_back(event);
    }
    std::sort(events.begin(), events.end(), newer);
    Page<EventWithCounts, EventPosition> page;
    if (events.size() > limit) {
        events.resize(limit);
        if (limit > 0) page.next = EventPosition{events.back().created_at, events.back().id};
    }
    for (const auto& event : events) page.items.push_back({event, counts_of(event)});
    return page;
}

EventCounts MemoryEvents::counts(const Event& event) {
    std::lock_guard lock(rows_.mutex);
    return counts_of(event);
}

EventCounts MemoryEvents::counts_of(const Event& event) const {
    EventCounts counts;
    for (const auto& [id, guest] : rows_.guests) counts.guests += guest.event == event.id;
    for (const auto& [id, row] : rows_.photos) {
        if (row.photo.event != event.id || row.photo.deleted_at) continue;
        ++counts.photos;
        counts.processing += row.photo.state == PhotoState::processing;
        counts.failed += row.photo.state == PhotoState::failed;
        counts.pending += row.photo.moderation == Moderation::pending;
        counts.shown += row.photo.state == PhotoState::ready && row.photo.moderation == Moderation::approved;
        counts.faces += row.faces.size();
        counts.bytes += row.photo.bytes;
    }
    return counts;
}

std::uint64_t MemoryEvents::count(const OrganisationId& organisation) {
    std::lock_guard lock(rows_.mutex);
    return static_cast<std::uint64_t>(std::count_if(
        rows_.events.begin(), rows_.events.end(),
        [&](const auto& row) { return row.second.organisation == organisation && !row.second.deleted_at; }));
}

void MemoryEvents::make_faces(const EventId& event) {
    for (auto& [id, row] : rows_.photos) {
        if (row.photo.event != event) continue;
        row.holder.clear();  // who works on it now does so without faces
        if (row.photo.state != PhotoState::ready) continue;
        row.queued = true;
        row.attempts = 0;
        row.not_before = {};
    }
}

void MemoryEvents::erase_faces(const EventId& event) {
    std::erase_if(rows_.selfies, [&](const auto& row) { return row.selfie.event == event; });
    rows_.erase_people(event);
    for (auto& [id, row] : rows_.photos) {
        if (row.photo.event != event) continue;
        row.holder.clear();  // who works on it now would store faces
        row.faces.clear();
        row.models.erase(Stage::faces);
        row.stages_due.erase(Stage::faces);
        if (row.photo.state == PhotoState::ready) row.queued = false;
    }
}

void MemoryEvents::change(const Event& event, FaceData faces, TimePoint now) {
    std::lock_guard lock(rows_.mutex);
    auto found = rows_.events.find(event.id);
    if (found == rows_.events.end() || found->second.deleted_at) return;
    auto kept = found->second;
    found->second = event;
    found->second.organisation = kept.organisation;
    found->second.code = kept.code;
    found->second.created_at = kept.created_at;
    if (faces == FaceData::make) make_faces(event.id);
    if (faces == FaceData::erase) erase_faces(event.id);
    rows_.record(event.id, ChangeType::event_changed, now);
}

std::vector<Event> MemoryEvents::with_expired_faces(TimePoint now, std::size_t limit) {
    std::lock_guard lock(rows_.mutex);
    std::vector<Event> events;
    for (const auto& [id, event] : rows_.events) {
        bool expired = event.settings.face_search && event.faces_expire_at() <= now;
        if (expired && !event.deleted_at && events.size() < limit) events.push_back(event);
    }
    return events;
}

std::vector<Event> MemoryEvents::purgeable(TimePoint deadline, std::size_t limit) {
    std::lock_guard lock(rows_.mutex);
    std::vector<Event> events;
    for (const auto& [id, event] : rows_.events)
        if (event.deleted_at && *event.deleted_at < deadline) events.push_back(event);
    std::sort(events.begin(), events.end(),
              [](const Event& a, const Event& b) { return a.deleted_at < b.deleted_at; });
    if (events.size() > limit) events.resize(limit);
    return events;
}

void MemoryEvents::purge(const EventId& id) {
    std::lock_guard lock(rows_.mutex);
    std::erase_if(rows_.guests, [&](const auto& row) { return row.second.event == id; });
    std::erase_if(rows_.uploads, [&](const auto& row) { return row.second.event == id; });
    std::erase_if(rows_.photos, [&](const auto& row) { return row.second.photo.event == id; });
    std::erase_if(rows_.selfies, [&](const auto& row) { return row.selfie.event == id; });
    std::erase_if(rows_.downloads, [&](const auto& row) { return row.second.event == id; });
    std::erase_if(rows_.invitations, [&](const auto& row) { return row.event == id; });
    rows_.erase_people(id);
    rows_.changes.erase(id);
    rows_.events.erase(id);
}

void MemoryGuests::add(const Guest& guest, const OrganisationId& /*organisation*/) {
    std::lock_guard lock(rows_.mutex);
    rows_.guests.emplace(guest.id, guest);
}

std::optional<Guest> MemoryGuests::find(const EventId& event, const GuestId& id) {
    auto found = find_with_event(event, id);
    return found ? std::optional(std::move(found->guest)) : std::nullopt;
}

std::optional<GuestOfEvent> MemoryGuests::find_with_event(const EventId& event, const GuestId& id) {
    std::lock_guard lock(rows_.mutex);
    auto found = rows_.guests.find(id);
    if (found == rows_.guests.end() || found->second.event != event) return std::nullopt;
    auto of = rows_.events.find(event);
    if (of == rows_.events.end() || of->second.deleted_at) return std::nullopt;
    return GuestOfEvent{found->second, of->second};
}

void MemoryGuests::rename(const EventId& event, const GuestId& id, const std::string& display_name) {
    std::lock_guard lock(rows_.mutex);
    auto found = rows_.guests.find(id);
    if (found == rows_.guests.end() || found->second.event != event) return;
    found->second.display_name = display_name;
    bool shown = false;
    for (auto& [photo_id, row] : rows_.photos) {
        auto& uploader = row.photo.uploader;
        bool theirs = uploader.kind == Uploader::Kind::guest && uploader.id == id.text();
        if (row.photo.event != event || !theirs) continue;
        uploader.name = display_name;
        shown = true;
    }
    if (shown)  // here nothing counts without a record
        rows_.record(event, ChangeType::event_changed, TimePoint());
}

bool MemoryGuests::revoke(const EventId& event, const GuestId& id, TimePoint now) {
    std::lock_guard lock(rows_.mutex);
    auto found = rows_.guests.find(id);
    if (found == rows_.guests.end() || found->second.event != event) return false;
    if (!found->second.revoked_at) found->second.revoked_at = now;
    for (auto& row : rows_.selfies)
        if (row.selfie.event == event && row.selfie.owner == id.text()) row.digest.reset();
    return true;
}

std::vector<Guest> MemoryGuests::list(const EventId& event, std::size_t limit) {
    std::lock_guard lock(rows_.mutex);
    std::vector<Guest> guests;
    for (const auto& [id, guest] : rows_.guests)
        if (guest.event == event) guests.push_back(guest);
    std::sort(guests.begin(), guests.end(), [](const Guest& a, const Guest& b) {
        return std::tie(a.joined_at, a.id) > std::tie(b.joined_at, b.id);
    });
    if (guests.size() > limit) guests.resize(limit);
    return guests;
}

std::vector<Change> MemoryChanges::since(const EventId& event, std::uint64_t sequence, std::size_t limit) {
    std::lock_guard lock(rows_.mutex);
    std::vector<Change> changes;
    for (const auto& change : rows_.changes[event])
        if (change.sequence > sequence && changes.size() < limit) changes.push_back(change);
    return changes;
}

std::uint64_t MemoryChanges::latest(const EventId& event) {
    std::lock_guard lock(rows_.mutex);
    return rows_.changes[event].size();
}

}  // namespace snapory
