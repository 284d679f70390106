#pragma once

#include "application/people/shown_person.hpp"
#include "application/ports/bell.hpp"
#include "application/ports/clock.hpp"

namespace snapory {

// What to change; what is absent stays.
struct PersonChange {
    std::optional<std::string> name;  // empty: takes the name away
    std::optional<bool> hidden;
    std::optional<std::optional<FaceId>> cover;  // no face: the best one again
};

// Names a person, hides them or chooses their cover. Errors: those of admit_to_people, not_found, invalid (a
// name that is none, a cover face of somebody else).
class ChangePerson {
public:
    ChangePerson(Events& events, PersonGallery gallery, Bell& bell, Clock& clock)
        : events_(events), gallery_(gallery), bell_(bell), clock_(clock) {}

    Result<ShownPerson> operator()(const Caller& caller, const EventId& event, const PersonId& person,
                                   const PersonChange& change) const;

private:
    Events& events_;
    PersonGallery gallery_;
    Bell& bell_;
    Clock& clock_;
};

}  // namespace snapory
