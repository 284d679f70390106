#include "application/people/list_people.hpp"

namespace snapory {

Result<Page<ShownPerson, PersonPosition>> ListPeople::operator()(
    const Caller& caller, const EventId& id, bool hidden, std::size_t limit,
    const std::optional<PersonPosition>& after) const {
    auto now = clock_.now();
    auto event = admit_to_people(caller, events_, id, now);
    if (!event) return fail(event.error());
    auto page = gallery_.people.list(id, hidden, limit, after);
    return Page<ShownPerson, PersonPosition>{gallery_.show(std::move(page.items), caller, *event, now),
                                             page.next};
}

}  // namespace snapory
