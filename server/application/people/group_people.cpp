#include "application/people/group_people.hpp"

namespace snapory {
namespace {

constexpr std::size_t events_at_a_time = 100;
constexpr std::chrono::minutes idle{5};

// Splits faces, which come photo by photo, into photos.
std::vector<std::vector<Face>> by_photo(std::vector<Face> faces) {
    std::vector<std::vector<Face>> photos;
    for (auto& face : faces) {
        if (photos.empty() || photos.back().front().photo != face.photo) photos.emplace_back();
        photos.back().push_back(std::move(face));
    }
    return photos;
}

}  // namespace

std::size_t GroupPeople::operator()() {
    const std::lock_guard lock(mutex_);
    std::size_t joined = 0;
    for (const auto& event : parts_.people.ungrouped(events_at_a_time)) joined += group(event);
    drop_idle(parts_.clock.now());
    return joined;
}

std::size_t GroupPeople::group(const EventId& event) {
    const auto now = parts_.clock.now();
    const auto state = parts_.people.state(event);
    auto held = take(event, state);
    auto batch = parts_.faces.faces_since(event, held.state.position);
    const auto regrouping = regroup(event, held.grouping, std::move(batch.faces), now);
    if (!parts_.people.regroup(event, state, batch.position, regrouping, now))
        return 0;  // somebody else was faster; the next call begins with what is there then
    held.state = {batch.position, state.revision + !regrouping.merged.empty()};
    held.used_at = now;
    events_.emplace(event, std::move(held));
    if (!regrouping.joined.empty()) parts_.bell.ring_event(event);
    return regrouping.joined.size();
}

Regrouping GroupPeople::regroup(const EventId& event, Grouping& grouping, std::vector<Face> faces,
                                TimePoint now) {
    Regrouping regrouping;
    auto found = [&] {
        auto id = parts_.randomness.next_id<PersonId>(now);
        regrouping.founded.push_back({id, event, "", false, false, std::nullopt, now});
        return id;
    };
    for (const auto& photo : by_photo(std::move(faces))) {
        const auto persons = grouping.place(photo, found);
        for (std::size_t i = 0; i < photo.size(); ++i)
            if (persons[i] && persons[i] != photo[i].person)
                regrouping.joined.push_back({photo[i].photo, photo[i].id, *persons[i]});
    }
    regrouping.merged = grouping.merge();
    return regrouping;
}

// What this process knows of the event, if that is still so, else what is stored, its faces yet to be read.
// Taken out, so that nothing half done is kept when a port throws.
GroupPeople::Held GroupPeople::take(const EventId& event, const GroupingState& state) {
    auto known = events_.extract(event);
    if (known && known.mapped().state == state) return std::move(known.mapped());
    Grouping grouping(parts_.reader.model(), parts_.reader.thresholds());
    for (const auto& person : parts_.people.all(event)) grouping.know(person);
    return {{0, state.revision}, std::move(grouping), {}};
}

void GroupPeople::drop_idle(TimePoint now) {
    std::erase_if(events_, [&](const auto& entry) { return entry.second.used_at + idle < now; });
}

}  // namespace snapory
