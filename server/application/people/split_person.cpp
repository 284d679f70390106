#include "application/people/split_person.hpp"

namespace snapory {

Result<ShownPerson> SplitPerson::operator()(const Caller& caller, const EventId& id, const PersonId& person,
                                            const std::vector<FaceId>& faces) const {
    auto now = clock_.now();
    auto event = admit_to_people(caller, events_, id, now);
    if (!event) return fail(event.error());
    if (!gallery_.people.find(id, person)) return fail(no_person());
    Person made;
    made.id = randomness_.next_id<PersonId>(now);
    made.event = id;
    made.created_at = now;
    if (!gallery_.people.split(made, person, faces, now))
        return fail(Errc::invalid, "None of these faces is this person's.", "faceIds");
    bell_.ring_event(id);
    return gallery_.show(made.id, caller, *event, now);
}

}  // namespace snapory
