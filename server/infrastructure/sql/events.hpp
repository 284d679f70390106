#pragma once

#include "application/ports/events.hpp"
#include "infrastructure/sql/database.hpp"
#include "infrastructure/sql/kept.hpp"

namespace snapory {

class SqlEvents final : public Events {
public:
    explicit SqlEvents(Database& database) : database_(database), found_(database) {}

    Result<void> add(const Event& event) override;
    std::optional<Event> find(const EventId& id) override;
    std::optional<Event> find(const EventCode& code) override;
    Page<EventWithCounts, EventPosition> list(const std::vector<OrganisationId>& organisations,
                                              std::size_t limit,
                                              const std::optional<EventPosition>& after) override;
    EventCounts counts(const Event& event) override;
    std::uint64_t count(const OrganisationId& organisation) override;
    void change(const Event& event, FaceData faces, TimePoint now) override;
    std::vector<Event> with_expired_faces(TimePoint now, std::size_t limit) override;
    std::vector<Event> purgeable(TimePoint deadline, std::size_t limit) override;
    void purge(const EventId& id) override;

private:
    Database& database_;
    Kept<std::optional<Event>> found_;
};

}  // namespace snapory
