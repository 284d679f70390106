#pragma once

#include "application/gallery/shown_photo.hpp"
#include "application/ports/events.hpp"
#include "application/ports/people.hpp"

namespace snapory {

// A person as hosts see them.
struct ShownPerson {
    Person person;
    std::uint64_t photos = 0;
    Face cover;
    ShownPhoto cover_photo;  // where the cover face is
};

// Lets in who may manage the people of the event. Errors: not_found, unauthenticated, forbidden,
// face_search_off.
Result<Event> admit_to_people(const Caller& caller, Events& events, const EventId& event, TimePoint now);

// Error: what is said when nobody of the event has this id.
Error no_person();

// Puts people and the photos of their covers together. The parts are the caller's and must outlive it.
struct PersonGallery {
    People& people;
    Photos& photos;
    BlobStore& blobs;

    std::vector<ShownPerson> show(std::vector<SeenPerson> seen, const Caller& caller, const Event& event,
                                  TimePoint now) const;
    // Errors: not_found.
    Result<ShownPerson> show(const PersonId& id, const Caller& caller, const Event& event,
                             TimePoint now) const;
};

}  // namespace snapory
