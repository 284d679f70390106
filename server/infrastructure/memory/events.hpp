#pragma once

#include "application/ports/changes.hpp"
#include "application/ports/events.hpp"
#include "application/ports/guests.hpp"
#include "infrastructure/memory/rows.hpp"

namespace snapory {

class MemoryEvents final : public Events {
public:
    explicit MemoryEvents(MemoryRows& rows) : rows_(rows) {}

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
    EventCounts counts_of(const Event& event) const;  // with the mutex held
    void make_faces(const EventId& event);
    void erase_faces(const EventId& event);

    MemoryRows& rows_;
};

class MemoryGuests final : public Guests {
public:
    explicit MemoryGuests(MemoryRows& rows) : rows_(rows) {}

    void add(const Guest& guest, const OrganisationId& organisation) override;
    std::optional<Guest> find(const EventId& event, const GuestId& id) override;
    std::optional<GuestOfEvent> find_with_event(const EventId& event, const GuestId& id) override;
    void rename(const EventId& event, const GuestId& id, const std::string& display_name) override;
    bool revoke(const EventId& event, const GuestId& id, TimePoint now) override;
    std::vector<Guest> list(const EventId& event, std::size_t limit) override;

private:
    MemoryRows& rows_;
};

class MemoryChanges final : public Changes {
public:
    explicit MemoryChanges(MemoryRows& rows) : rows_(rows) {}

    std::vector<Change> since(const EventId& event, std::uint64_t sequence, std::size_t limit) override;
    std::uint64_t latest(const EventId& event) override;

private:
    MemoryRows& rows_;
};

}  // namespace snapory
