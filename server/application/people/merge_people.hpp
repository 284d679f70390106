#pragma once

#include "application/people/shown_person.hpp"
#include "application/ports/bell.hpp"
#include "application/ports/clock.hpp"

namespace snapory {

// Makes one person of several. The one that is kept takes the first name there is when it has none. Errors:
// those of admit_to_people, not_found.
class MergePeople {
public:
    MergePeople(Events& events, PersonGallery gallery, Bell& bell, Clock& clock)
        : events_(events), gallery_(gallery), bell_(bell), clock_(clock) {}

    Result<ShownPerson> operator()(const Caller& caller, const EventId& event, const PersonId& into,
                                   const std::vector<PersonId>& from) const;

private:
    Events& events_;
    PersonGallery gallery_;
    Bell& bell_;
    Clock& clock_;
};

}  // namespace snapory
