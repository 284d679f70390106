#include "application/people/merge_people.hpp"

namespace snapory {

Result<ShownPerson> MergePeople::operator()(const Caller& caller, const EventId& id, const PersonId& into,
                                            const std::vector<PersonId>& from) const {
    auto now = clock_.now();
    auto event = admit_to_people(caller, events_, id, now);
    if (!event) return fail(event.error());
    auto kept = gallery_.people.find(id, into);
    if (!kept) return fail(no_person());
    auto name = kept->person.name;
    for (const auto& other : from) {
        auto merged = gallery_.people.find(id, other);
        if (!merged) return fail(no_person());
        if (name.empty()) name = merged->person.name;
    }
    gallery_.people.merge(id, into, from, now);
    if (name != kept->person.name) {
        kept->person.name = name;
        gallery_.people.change(kept->person, now);
    }
    bell_.ring_event(id);
    return gallery_.show(into, caller, *event, now);
}

}  // namespace snapory
