#include "infrastructure/sql/guests.hpp"

#include <utility>

#include "infrastructure/sql/changes.hpp"
#include "infrastructure/sql/digests.hpp"
#include "infrastructure/sql/event_row.hpp"
#include "infrastructure/sql/photo_words.hpp"

namespace snapory {
namespace {

const Statement add_guest{
    "guests.add",
    "insert into guests (id, organisation_id, event_id, display_name, joined_at, revoked_at) "
    "values ($1, $2, $3, $4, $5, $6)"};
const Statement find_guest{
    "guests.find",
    "select id, event_id, display_name, joined_at, revoked_at from guests where id = $1 and event_id = $2 "
    "and exists (select 1 from events where events.id = guests.event_id and events.deleted_at is null)"};
const Statement find_with_its_event{
    "guests.find_with_event",
    "select guests.id, event_id, display_name, joined_at, revoked_at, found.* from guests join (select " +
        event_columns +
        " from events where deleted_at is null) found on found.id = event_id "
        "where guests.id = $1 and event_id = $2"};
const Statement rename_guest{"guests.rename",
                             "update guests set display_name = $3 where id = $1 and event_id = $2"};
const Statement rename_uploader{"photos.rename_uploader",
                                "update photos set uploader_name = $3 "
                                "where event_id = $2 and uploader_id = $1 and uploader_kind = 'guest'"};
const Statement revoke_guest{
    "guests.revoke",
    "update guests set revoked_at = coalesce(revoked_at, $3) where id = $1 and event_id = $2"};
const Statement list_guests{"guests.list",
                            "select id, event_id, display_name, joined_at, revoked_at from guests "
                            "where event_id = $1 order by joined_at desc, id desc limit $2"};

Guest next_guest(Columns& columns) {
    Guest guest;
    columns.read(guest.id, guest.event, guest.display_name, guest.joined_at, guest.revoked_at);
    return guest;
}

Guest guest_of_row(const Row& row) {
    Columns columns(row);
    return next_guest(columns);
}

GuestOfEvent guest_with_event(const Row& row) {
    Columns columns(row);
    auto guest = next_guest(columns);
    return {std::move(guest), next_event(columns)};
}

}  // namespace

void SqlGuests::add(const Guest& guest, const OrganisationId& organisation) {
    database_.write([&](Connection& connection) {
        connection.run(add_guest, {guest.id, organisation, guest.event, guest.display_name, guest.joined_at,
                                   guest.revoked_at});
    });
}

std::optional<Guest> SqlGuests::find(const EventId& event, const GuestId& id) {
    return database_.read(
        [&](Connection& connection) { return connection.one(find_guest, {id, event}, guest_of_row); });
}

std::optional<GuestOfEvent> SqlGuests::find_with_event(const EventId& event, const GuestId& id) {
    return found_.find(event.text() + id.text(), [&] {
        return database_.read([&](Connection& connection) {
            return connection.one(find_with_its_event, {id, event}, guest_with_event);
        });
    });
}

void SqlGuests::rename(const EventId& event, const GuestId& id, const std::string& display_name) {
    database_.write([&](Connection& connection) {
        if (connection.run(rename_guest, {id, event, display_name}) == 0) return;
        if (connection.run(rename_uploader, {id, event, display_name}) > 0) count_change(connection, event);
        rename_in_words(connection, event, id, display_name);
    });
}

bool SqlGuests::revoke(const EventId& event, const GuestId& id, TimePoint now) {
    return database_.write([&](Connection& connection) {
        remove_digest(connection, event, id);
        return connection.run(revoke_guest, {id, event, now}) > 0;
    });
}

std::vector<Guest> SqlGuests::list(const EventId& event, std::size_t limit) {
    return database_.read(
        [&](Connection& connection) { return connection.all(list_guests, {event, limit}, guest_of_row); });
}

}  // namespace snapory
