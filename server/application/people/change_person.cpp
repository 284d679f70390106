#include "application/people/change_person.hpp"

namespace snapory {
namespace {

Result<Person> changed(Person person, const PersonChange& change) {
    if (change.name) {
        auto name = parse_person_name(*change.name);
        if (!name) return fail(name.error());
        person.name = *std::move(name);
    }
    if (change.hidden) person.hidden = *change.hidden;
    if (change.cover) person.cover = *change.cover;
    return person;
}

}  // namespace

Result<ShownPerson> ChangePerson::operator()(const Caller& caller, const EventId& id, const PersonId& person,
                                             const PersonChange& change) const {
    auto now = clock_.now();
    auto event = admit_to_people(caller, events_, id, now);
    if (!event) return fail(event.error());
    auto seen = gallery_.people.find(id, person);
    if (!seen) return fail(no_person());
    auto wanted = changed(seen->person, change);
    if (!wanted) return fail(wanted.error());
    if (change.cover && *change.cover && !gallery_.people.has(person, **change.cover))
        return fail(Errc::invalid, "This face is not one of this person's.", "coverFaceId");
    gallery_.people.change(*wanted, now);
    bell_.ring_event(id);
    return gallery_.show(person, caller, *event, now);
}

}  // namespace snapory
