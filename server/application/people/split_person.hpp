#pragma once

#include "application/people/shown_person.hpp"
#include "application/ports/bell.hpp"
#include "application/ports/clock.hpp"
#include "application/ports/randomness.hpp"

namespace snapory {

// Makes a new person of some of a person's faces. Errors: those of admit_to_people, not_found (the person),
// invalid (none of the faces is theirs).
class SplitPerson {
public:
    SplitPerson(Events& events, PersonGallery gallery, Bell& bell, Randomness& randomness, Clock& clock)
        : events_(events), gallery_(gallery), bell_(bell), randomness_(randomness), clock_(clock) {}

    Result<ShownPerson> operator()(const Caller& caller, const EventId& event, const PersonId& person,
                                   const std::vector<FaceId>& faces) const;

private:
    Events& events_;
    PersonGallery gallery_;
    Bell& bell_;
    Randomness& randomness_;
    Clock& clock_;
};

}  // namespace snapory
