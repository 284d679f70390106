#pragma once

#include "application/people/shown_person.hpp"
#include "application/ports/clock.hpp"

namespace snapory {

// The people of an event, those with the most photos first. Errors: those of admit_to_people.
class ListPeople {
public:
    ListPeople(Events& events, PersonGallery gallery, Clock& clock)
        : events_(events), gallery_(gallery), clock_(clock) {}

    // `hidden`: those whom a host hid, instead of all others.
    Result<Page<ShownPerson, PersonPosition>> operator()(const Caller& caller, const EventId& event,
                                                         bool hidden, std::size_t limit,
                                                         const std::optional<PersonPosition>& after) const;

private:
    Events& events_;
    PersonGallery gallery_;
    Clock& clock_;
};

}  // namespace snapory
