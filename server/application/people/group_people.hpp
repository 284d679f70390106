#pragma once

#include <map>
#include <mutex>

#include "application/ports/bell.hpp"
#include "application/ports/clock.hpp"
#include "application/ports/face_index.hpp"
#include "application/ports/face_reader.hpp"
#include "application/ports/people.hpp"
#include "application/ports/randomness.hpp"
#include "domain/grouping.hpp"

namespace snapory {

// What grouping needs from outside. The parts are the caller's and must outlive it.
struct GroupingParts {
    People& people;
    FaceLog& faces;
    FaceReader& reader;
    Bell& bell;
    Clock& clock;
    Randomness& randomness;
};

// Groups the faces that came to events into people, in the order in which they came, each once, however many
// processes do so. Keeps the people of events that it grouped lately. May be called from any thread; one
// works at a time. Throws Unavailable; what was not done then is done by the next call.
class GroupPeople {
public:
    explicit GroupPeople(GroupingParts parts) : parts_(parts) {}

    // Every event that has new faces. Gives how many faces found a person.
    std::size_t operator()();

private:
    struct Held {
        GroupingState state;
        Grouping grouping;
        TimePoint used_at;
    };
    std::size_t group(const EventId& event);
    Held take(const EventId& event, const GroupingState& state);
    Regrouping regroup(const EventId& event, Grouping& grouping, std::vector<Face> faces, TimePoint now);
    void drop_idle(TimePoint now);

    GroupingParts parts_;
    std::mutex mutex_;
    std::map<EventId, Held> events_;
};

}  // namespace snapory
