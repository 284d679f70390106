#include "application/people/shown_person.hpp"

#include <map>

#include "application/admission.hpp"

namespace snapory {

Result<Event> admit_to_people(const Caller& caller, Events& events, const EventId& id, TimePoint now) {
    auto event = admit(caller, Action::manage_event, events, id, now);
    if (event && !event->settings.face_search)
        return fail(Errc::face_search_off, "Face search is off for this event.");
    return event;
}

Error no_person() { return {Errc::not_found, "Nobody in this event has this id.", ""}; }

std::vector<ShownPerson> PersonGallery::show(std::vector<SeenPerson> seen, const Caller& caller,
                                             const Event& event, TimePoint now) const {
    std::vector<PhotoId> ids;
    ids.reserve(seen.size());
    for (const auto& person : seen) ids.push_back(person.cover.photo);
    std::map<PhotoId, ShownPhoto> covers;
    for (const auto& photo : photos.find(event.id, ids))
        covers.emplace(photo.photo.id, snapory::show(photo, caller, event, blobs, now));

    std::vector<ShownPerson> shown;
    for (auto& [person, count, face] : seen)
        if (auto cover = covers.find(face.photo); cover != covers.end())  // else deleted just now
            shown.push_back({std::move(person), count, std::move(face), cover->second});
    return shown;
}

Result<ShownPerson> PersonGallery::show(const PersonId& id, const Caller& caller, const Event& event,
                                        TimePoint now) const {
    auto seen = people.find(event.id, id);
    if (!seen) return fail(no_person());
    auto shown = show(std::vector{*std::move(seen)}, caller, event, now);
    if (shown.empty()) return fail(no_person());
    return std::move(shown.front());
}

}  // namespace snapory
