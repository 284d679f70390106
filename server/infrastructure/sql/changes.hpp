#pragma once

#include "application/ports/changes.hpp"
#include "infrastructure/sql/database.hpp"

namespace snapory {

class SqlChanges final : public Changes {
public:
    explicit SqlChanges(Database& database) : database_(database) {}

    std::vector<Change> since(const EventId& event, std::uint64_t sequence, std::size_t limit) override;
    std::uint64_t latest(const EventId& event) override;

private:
    Database& database_;
};

// The number of the event's last change; 0 when nothing happened yet.
std::uint64_t last_change(Connection& connection, const EventId& event);
// Counts as a change, of which there is no record to tell.
void count_change(Connection& connection, const EventId& event);
// Appends to the event's history within the caller's transaction; `sequence` is given by this. The lock on
// the event's tally until the commit is what keeps sequences in the order of commits.
void record(Connection& connection, const Change& change);
// The same, and gives the sequence; 0 where the event is gone.
std::uint64_t record_numbered(Connection& connection, const Change& change);

inline Change photo_change(const EventId& event, ChangeType type, const PhotoId& photo, TimePoint at) {
    return {event, 0, type, photo, std::nullopt, at};
}
inline void record_photo(Connection& connection, const EventId& event, ChangeType type, const PhotoId& photo,
                         TimePoint at) {
    record(connection, photo_change(event, type, photo, at));
}

}  // namespace snapory
