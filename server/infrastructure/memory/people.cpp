#include "infrastructure/memory/people.hpp"

#include <algorithm>
#include <tuple>

namespace snapory {
namespace {

bool after(const SeenPerson& person, const PersonPosition& position) {
    return std::tie(person.photos, person.person.id) < std::tie(position.photos, position.id);
}

bool more_seen(const SeenPerson& a, const SeenPerson& b) {
    return std::tie(a.photos, a.person.id) > std::tie(b.photos, b.person.id);
}

// Whether `face` shows the person better than `shown` does.
bool better(const Face& face, const Face& shown, const Person& person) {
    if (shown.id.empty()) return true;
    auto chosen = [&](const Face& of) { return person.cover == of.id; };
    if (chosen(face) != chosen(shown)) return chosen(face);
    return face.quality > shown.quality || (face.quality == shown.quality && face.id < shown.id);
}

}  // namespace

Person* MemoryPeople::row(const EventId& event, const PersonId& id) {
    auto found = rows_.people.find(id);
    return found != rows_.people.end() && found->second.event == event ? &found->second : nullptr;
}

std::optional<SeenPerson> MemoryPeople::seen(const Person& person) {
    SeenPerson found{person, 0, {}};
    for (const auto& [id, row] : rows_.photos) {
        if (row.photo.deleted_at) continue;
        bool there = false;
        for (const auto& face : row.faces) {
            if (face.person != person.id) continue;
            there = true;
            if (better(face, found.cover, person)) found.cover = face;
        }
        found.photos += there;
    }
    found.cover.code.clear();
    return found.photos > 0 ? std::optional(found) : std::nullopt;
}

Page<SeenPerson, PersonPosition> MemoryPeople::list(const EventId& event, bool hidden, std::size_t limit,
                                                    const std::optional<PersonPosition>& position) {
    std::lock_guard lock(rows_.mutex);
    Page<SeenPerson, PersonPosition> page;
    for (const auto& [id, person] : rows_.people) {
        if (person.event != event || person.hidden != hidden) continue;
        auto found = seen(person);
        if (found && (!position || after(*found, *position))) page.items.push_back(*std::move(found));
    }
    std::ranges::sort(page.items, more_seen);
    if (page.items.size() > limit) {
        page.items.resize(limit);
        if (limit > 0) page.next = {page.items.back().photos, page.items.back().person.id};
    }
    return page;
}

std::optional<SeenPerson> MemoryPeople::find(const EventId& event, const PersonId& id) {
    std::lock_guard lock(rows_.mutex);
    const auto* person = row(event, id);
    return person ? seen(*person) : std::nullopt;
}

bool MemoryPeople::has(const PersonId& person, const FaceId& face) {
    std::lock_guard lock(rows_.mutex);
    return std::ranges::any_of(rows_.photos, [&](const auto& entry) {
        return std::ranges::any_of(entry.second.faces, [&](const Face& found) {
            return found.id == face && found.person == person;
        });
    });
}

void MemoryPeople::tell(const EventId& event, TimePoint now) {
    ++rows_.grouping[event].revision;
    rows_.record(event, ChangeType::people_changed, now);
}

void MemoryPeople::change(const Person& person, TimePoint now) {
    std::lock_guard lock(rows_.mutex);
    auto* held = row(person.event, person.id);
    if (!held) return;
    held->name = person.name;
    held->hidden = person.hidden;
    held->cover = person.cover;
    held->settled = true;
    tell(person.event, now);
}

void MemoryPeople::move(const EventId& event, const PersonId& from, const PersonId& into) {
    if (from == into || !row(event, from)) return;
    for (auto& [id, photo] : rows_.photos)
        for (auto& face : photo.faces)
            if (face.person == from) face.person = into;
    rows_.people.erase(from);
}

void MemoryPeople::merge(const EventId& event, const PersonId& into, const std::vector<PersonId>& from,
                         TimePoint now) {
    std::lock_guard lock(rows_.mutex);
    auto* kept = row(event, into);
    if (!kept) return;
    for (const auto& id : from) move(event, id, into);
    kept->settled = true;
    tell(event, now);
}

bool MemoryPeople::split(const Person& made, const PersonId& from, const std::vector<FaceId>& faces,
                         TimePoint now) {
    std::lock_guard lock(rows_.mutex);
    auto* kept = row(made.event, from);
    if (!kept) return false;
    bool moved = false;
    for (auto& [id, photo] : rows_.photos)
        for (auto& face : photo.faces) {
            if (face.person != from || std::ranges::find(faces, face.id) == faces.end()) continue;
            face.person = made.id;
            moved = true;
        }
    if (!moved) return false;
    kept->settled = true;
    rows_.people[made.id] = made;
    rows_.people[made.id].settled = true;
    tell(made.event, now);
    return true;
}

std::vector<EventId> MemoryPeople::ungrouped(std::size_t limit) {
    std::lock_guard lock(rows_.mutex);
    std::vector<EventId> events;
    for (const auto& [id, event] : rows_.events) {
        bool waits = std::ranges::any_of(rows_.photos, [&](const auto& entry) {
            const auto& row = entry.second;
            return row.photo.event == id && !row.faces.empty() && row.faces_at > rows_.grouping[id].position;
        });
        if (waits && events.size() < limit) events.push_back(id);
    }
    return events;
}

GroupingState MemoryPeople::state(const EventId& event) {
    std::lock_guard lock(rows_.mutex);
    return rows_.grouping[event];
}

std::vector<Person> MemoryPeople::all(const EventId& event) {
    std::lock_guard lock(rows_.mutex);
    std::vector<Person> people;
    for (const auto& [id, person] : rows_.people)
        if (person.event == event) people.push_back(person);
    return people;
}

bool MemoryPeople::regroup(const EventId& event, const GroupingState& seen, std::uint64_t position,
                           const Regrouping& regrouping, TimePoint now) {
    std::lock_guard lock(rows_.mutex);
    auto& state = rows_.grouping[event];
    if (state != seen) return false;
    for (const auto& person : regrouping.founded) rows_.people.emplace(person.id, person);
    for (const auto& [photo, id, person] : regrouping.joined) {
        auto held = rows_.photos.find(photo);
        if (held == rows_.photos.end()) continue;
        for (auto& face : held->second.faces)
            if (face.id == id) face.person = person;
    }
    for (const auto& [from, into] : regrouping.merged) move(event, from, into);
    state = {position, state.revision + !regrouping.merged.empty()};
    if (!regrouping.joined.empty()) rows_.record(event, ChangeType::people_changed, now);
    return true;
}

}  // namespace snapory
