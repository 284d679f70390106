#include "infrastructure/sql/changes.hpp"

namespace snapory {
namespace {

const Statement next_sequence{
    "changes.next_sequence",
    "update event_tallies set last_sequence = last_sequence + 1 where event_id = $1 "
    "returning last_sequence"};
const Statement add_change{
    "changes.add",
    "insert into changes (event_id, sequence, organisation_id, type, photo_id, guest_id, at) "
    "select event_id, $2, organisation_id, $3, $4, $5, $6 from event_tallies where event_id = $1"};
const Statement changes_since{"changes.since",
                              "select event_id, sequence, type, photo_id, guest_id, at from changes "
                              "where event_id = $1 and sequence > $2 order by sequence limit $3"};
const Statement latest_change{"changes.latest",
                              "select last_sequence from event_tallies where event_id = $1"};

Change change_of(const Row& row) {
    Change change;
    Columns(row).read(change.event, change.sequence, change.type, change.photo, change.guest, change.at);
    return change;
}

}  // namespace

std::vector<Change> SqlChanges::since(const EventId& event, std::uint64_t sequence, std::size_t limit) {
    return database_.read([&](Connection& connection) {
        return connection.all(changes_since, {event, sequence, limit}, change_of);
    });
}

std::uint64_t SqlChanges::latest(const EventId& event) {
    return database_.read([&](Connection& connection) { return last_change(connection, event); });
}

std::uint64_t last_change(Connection& connection, const EventId& event) {
    return connection.one(latest_change, {event}, first_column<std::uint64_t>).value_or(0);
}

void count_change(Connection& connection, const EventId& event) { connection.run(next_sequence, {event}); }

std::uint64_t record(Connection& connection, const Change& change) {
    auto sequence = connection.one(next_sequence, {change.event}, first_column<std::uint64_t>).value_or(0);
    connection.send(add_change, {change.event, sequence, change.type, change.photo, change.guest, change.at});
    return sequence;
}

}  // namespace snapory
