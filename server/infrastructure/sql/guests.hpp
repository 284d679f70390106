#pragma once

#include "application/ports/guests.hpp"
#include "infrastructure/sql/database.hpp"
#include "infrastructure/sql/kept.hpp"

namespace snapory {

class SqlGuests final : public Guests {
public:
    explicit SqlGuests(Database& database) : database_(database), found_(database) {}

    void add(const Guest& guest, const OrganisationId& organisation) override;
    std::optional<Guest> find(const EventId& event, const GuestId& id) override;
    std::optional<GuestOfEvent> find_with_event(const EventId& event, const GuestId& id) override;
    void rename(const EventId& event, const GuestId& id, const std::string& display_name) override;
    bool revoke(const EventId& event, const GuestId& id, TimePoint now) override;
    std::vector<Guest> list(const EventId& event, std::size_t limit) override;

private:
    Database& database_;
    Kept<std::optional<GuestOfEvent>> found_;
};

}  // namespace snapory
