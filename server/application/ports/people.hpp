#pragma once

#include <optional>
#include <vector>

#include "application/ports/page.hpp"
#include "domain/face.hpp"
#include "domain/person.hpp"

namespace snapory {

// A person who is seen in photos that are not deleted.
struct SeenPerson {
    Person person;
    std::uint64_t photos = 0;  // at least 1
    Face cover;                // the host's choice while it is to be seen, else the best; without code

    bool operator==(const SeenPerson&) const = default;
};

struct PersonPosition {
    std::uint64_t photos = 0;
    PersonId id;

    bool operator==(const PersonPosition&) const = default;
};

// How far an event's faces are grouped.
struct GroupingState {
    std::uint64_t position = 0;  // of the event's FaceLog
    std::uint64_t revision = 0;  // counts what happened to its people beside new faces

    bool operator==(const GroupingState&) const = default;
};

// What new faces make of an event's people.
struct Regrouping {
    std::vector<Person> founded;
    struct Joined {
        PhotoId photo;
        FaceId face;
        PersonId person;
    };
    std::vector<Joined> joined;
    std::vector<std::pair<PersonId, PersonId>> merged;  // the first into the second, in this order
};

// People of events, and which face is whose. What changes them records people_changed in the same
// transaction. Every call may be made from any thread and throws Unavailable.
class People {
public:
    virtual ~People() = default;

    // Those with the most photos first.
    virtual Page<SeenPerson, PersonPosition> list(const EventId& event, bool hidden, std::size_t limit,
                                                  const std::optional<PersonPosition>& after) = 0;
    virtual std::optional<SeenPerson> find(const EventId& event, const PersonId& id) = 0;
    virtual bool has(const PersonId& person, const FaceId& face) = 0;
    // Writes name, hidden and cover, and settles the person.
    virtual void change(const Person& person, TimePoint now) = 0;
    // All faces of `from` become those of `into`, which is settled; people of other events stay as they are.
    virtual void merge(const EventId& event, const PersonId& into, const std::vector<PersonId>& from,
                       TimePoint now) = 0;
    // Adds `made` with those of the faces that are of `from`, and settles both; false, and nothing done, when
    // none is.
    virtual bool split(const Person& made, const PersonId& from, const std::vector<FaceId>& faces,
                       TimePoint now) = 0;

    // Events with faces that are not grouped yet.
    virtual std::vector<EventId> ungrouped(std::size_t limit) = 0;
    virtual GroupingState state(const EventId& event) = 0;
    virtual std::vector<Person> all(const EventId& event) = 0;
    // Writes what faces up to `position` make of the people; false, and nothing done, when the state is no
    // longer `seen`.
    virtual bool regroup(const EventId& event, const GroupingState& seen, std::uint64_t position,
                         const Regrouping& regrouping, TimePoint now) = 0;
};

}  // namespace snapory
