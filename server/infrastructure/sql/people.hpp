#pragma once

#include "application/ports/people.hpp"
#include "infrastructure/sql/database.hpp"

namespace snapory {

class SqlPeople final : public People {
public:
    explicit SqlPeople(Database& database) : database_(database) {}

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
    Database& database_;
};

// Erases all people of the event within the caller's transaction; its faces are grouped anew.
void erase_people(Connection& connection, const EventId& event);

}  // namespace snapory
