#pragma once

#include "application/ports/people.hpp"
#include "infrastructure/memory/rows.hpp"

namespace snapory {

class MemoryPeople final : public People {
public:
    explicit MemoryPeople(MemoryRows& rows) : rows_(rows) {}

    Page<SeenPerson, PersonPosition> list(const EventId& event, bool hidden, std::size_t limit,
                                          const std::optional<PersonPosition>& after) override;
    std::optional<SeenPerson> find(const EventId& event, const PersonId& id) override;
    bool has(const PersonId& person, const FaceId& face) override;
    void change(const Person& person, TimePoint now) override;
    void merge(const EventId& event, const PersonId& into, const std::vector<PersonId>& from,
               TimePoint now) override;
    bool split(const Person& made, const PersonId& from, const std::vector<FaceId>& faces,
               TimePoint now) override;
    std::vector<EventId> ungrouped(std::size_t limit) override;
    GroupingState state(const EventId& event) override;
    std::vector<Person> all(const EventId& event) override;
    bool regroup(const EventId& event, const GroupingState& seen, std::uint64_t position,
                 const Regrouping& regrouping, TimePoint now) override;

private:
    std::optional<SeenPerson> seen(const Person& person);
    Person* row(const EventId& event, const PersonId& id);
    void move(const EventId& event, const PersonId& from, const PersonId& into);
    void tell(const EventId& event, TimePoint now);

    MemoryRows& rows_;
};

}  // namespace snapory
