#include "infrastructure/sql/changes.hpp"

#include <array>
#include <string>

namespace snapory {
namespace {

const Statement count_one{"changes.count",
                          "update event_tallies set last_sequence = last_sequence + 1 where event_id = $1"};
const Statement changes_since{"changes.since",
                              "select event_id, sequence, type, photo_id, guest_id, at from changes "
                              "where event_id = $1 and sequence > $2 order by sequence limit $3"};
const Statement latest_change{"changes.latest",
                              "select last_sequence from event_tallies where event_id = $1"};

// A trigger tells the event's tally of the new number.
Statement add_change(const Connection& connection, const std::string& returning = "") {
    return {"changes.add",
            "insert into changes (event_id, sequence, organisation_id, type, photo_id, guest_id, at) "
            "select event_id, last_sequence + 1, organisation_id, $2, $3, $4, $5 from event_tallies "
            "where event_id = $1" +
                std::string(connection.row_lock()) + returning};
}

std::array<Parameter, 5> parameters_of(const Change& change) {
    return {change.event, change.type, change.photo, change.guest, change.at};
}

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

void count_change(Connection& connection, const EventId& event) { connection.run(count_one, {event}); }

void record(Connection& connection, const Change& change) {
    connection.send(add_change(connection), parameters_of(change));
}

std::uint64_t record_numbered(Connection& connection, const Change& change) {
    const auto add = add_change(connection, " returning sequence");
    std::uint64_t sequence = 0;
    connection.run(add, parameters_of(change),
                   [&](const Row& row) { sequence = first_column<std::uint64_t>(row); });
    return sequence;
}

}  // namespace snapory
