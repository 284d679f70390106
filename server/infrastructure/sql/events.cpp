#include "infrastructure/sql/events.hpp"

#include "infrastructure/sql/changes.hpp"
#include "infrastructure/sql/event_row.hpp"
#include "infrastructure/sql/face_keys.hpp"
#include "infrastructure/sql/lists.hpp"
#include "infrastructure/sql/people.hpp"
#include "infrastructure/sql/stages.hpp"

namespace snapory {
namespace {

// An event of a million photos is erased in pieces, so that nobody waits long for the write lock.
constexpr std::size_t rows_per_piece = 500;

const Statement add_event{"events.add", "insert into events (" + event_columns +
                                            ", faces_expire_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, "
                                            "$10, $11, $12, $13, $14, $15, $16, $17, "
                                            "$18, $19, $20) on conflict do nothing"};
const Statement find_event{"events.find",
                           "select " + event_columns + " from events where id = $1 and deleted_at is null"};
const Statement find_by_code{
    "events.find_by_code", "select " + event_columns + " from events where code = $1 and deleted_at is null"};
const std::string count_columns = "photos, processing, failed, pending, shown, guests, faces, bytes";
const Statement event_counts{"events.counts",
                             "select " + count_columns + " from event_tallies where event_id = $1"};
const Statement count_events{"events.count",
                             "select count(*) from events where organisation_id = $1 and deleted_at is null"};
const Statement change_event{
    "events.change",
    "update events set title = $2, starts_at = $3, ends_at = $4, time_zone = $5, state = $6, pin_hash = $7, "
    "face_search = $8, guest_upload = $9, guest_view = $10, guest_download = $11, approval = $12, "
    "location = $13, photos_per_guest = $14, reveal_at = $15, deleted_at = $16, faces_expire_at = $17 "
    "where id = $1 and deleted_at is null"};
const Statement expired_faces{"events.with_expired_faces",
                              "select " + event_columns +
                                  " from events where face_search = 1 and deleted_at is null "
                                  "and faces_expire_at <= $1 order by faces_expire_at limit $2"};
const Statement purgeable_events{"events.purgeable", "select " + event_columns +
                                                         " from events where deleted_at < $1 "
                                                         "order by deleted_at limit $2"};
const Statement purge_photos{
    "events.purge_photos",
    "delete from photos where id in (select id from photos where event_id = $1 limit $2)"};
const Statement purge_changes{"events.purge_changes",
                              "delete from changes where event_id = $1 and sequence <= "
                              "(select min(sequence) from changes where event_id = $1) + $2"};
const Statement purge_event{"events.purge", "delete from events where id = $1"};

// Whoever holds a lease works with the setting of before, so what they find must not be stored.
const Statement end_leases{
    "jobs.end_leases",
    "update photos set claimed_by = null, lease_until = null where event_id = $1 and claimed_by is not null"};
const Statement queue_ready{
    "jobs.queue_ready",
    "update photos set queued = 1, attempts = 0, not_before = 0 where event_id = $1 and state = 'ready'"};
const Statement unqueue_ready{
    "jobs.unqueue_ready",
    "update photos set queued = 0 where event_id = $1 and state = 'ready' and queued = 1"};
const Statement erase_selfies{"selfies.erase", "delete from selfies where event_id = $1"};
const Statement erase_faces{
    "faces.erase",
    "delete from faces where photo_id in (select id from photos where event_id = $1 and face_count > 0)"};
const Statement forget_face_stage{
    "faces.forget_stage",
    "update photos set face_count = 0, faces_model = '', stages_due = stages_due & ~" +
        std::to_string(bits_of({Stage::faces})) +
        " where event_id = $1 and (face_count > 0 or faces_model <> '' or stages_due <> 0)"};

EventCounts next_counts(Columns& columns) {
    EventCounts counts;
    columns.read(counts.photos, counts.processing, counts.failed, counts.pending, counts.shown, counts.guests,
                 counts.faces, counts.bytes);
    return counts;
}

void treat_faces(Connection& connection, const EventId& event, FaceData faces) {
    if (faces == FaceData::keep) return;
    connection.run(end_leases, {event});
    if (faces == FaceData::make) {
        connection.run(queue_ready, {event});
        return;
    }
    connection.run(unqueue_ready, {event});
    connection.run(erase_selfies, {event});
    connection.run(erase_faces, {event});
    connection.run(forget_face_stage, {event});
    erase_people(connection, event);
    erase_key(connection, event);
}

}  // namespace

Result<void> SqlEvents::add(const Event& event) {
    const auto& settings = event.settings;
    bool added = database_.write([&](Connection& connection) {
        return connection.run(add_event, {event.id,
                                          event.organisation,
                                          event.code,
                                          event.title,
                                          event.starts_at,
                                          event.ends_at,
                                          event.time_zone,
                                          event.state,
                                          event.pin_hash,
                                          settings.face_search,
                                          settings.guest_upload,
                                          settings.guest_view,
                                          settings.guest_download,
                                          settings.approval,
                                          settings.location,
                                          settings.photos_per_guest,
                                          settings.reveal_at,
                                          event.created_at,
                                          event.deleted_at,
                                          event.faces_expire_at()}) > 0;
    });
    if (!added) return fail(Errc::conflict, "This code is taken.", "code");
    return {};
}

std::optional<Event> SqlEvents::find(const EventId& id) {
    return found_.find(id.text(), [&] {
        return database_.read(
            [&](Connection& connection) { return connection.one(find_event, {id}, event_of_row); });
    });
}

std::optional<Event> SqlEvents::find(const EventCode& code) {
    return database_.read(
        [&](Connection& connection) { return connection.one(find_by_code, {code}, event_of_row); });
}

Page<EventWithCounts, EventPosition> SqlEvents::list(const std::vector<OrganisationId>& organisations,
                                                     std::size_t limit,
                                                     const std::optional<EventPosition>& after) {
    std::vector<Parameter> parameters;
    auto where = "organisation_id in " + bind_list(parameters, std::span(organisations));
    if (after)
        where += " and (created_at, id) < (" + bind_value(parameters, after->created_at) + ", " +
                 bind_value(parameters, after->id) + ")";
    Statement list_events{"events.list",
                          "select " + event_columns + ", " + count_columns +
                              " from events join (select event_id, " + count_columns +
                              " from event_tallies) tally on event_id = id where " + where +
                              " and deleted_at is null order by created_at desc, id desc limit " +
                              bind_value(parameters, limit + 1)};
    Page<EventWithCounts, EventPosition> page;
    page.items = database_.read([&](Connection& connection) {
        return connection.all(list_events, parameters, [](const Row& row) {
            Columns columns(row);
            auto event = next_event(columns);
            return EventWithCounts{std::move(event), next_counts(columns)};
        });
    });
    if (page.items.size() > limit) {
        page.items.resize(limit);
        if (limit > 0) page.next = {page.items.back().event.created_at, page.items.back().event.id};
    }
    return page;
}

EventCounts SqlEvents::counts(const Event& event) {
    auto counts = database_.read([&](Connection& connection) {
        return connection.one(event_counts, {event.id}, [](const Row& row) {
            Columns columns(row);
            return next_counts(columns);
        });
    });
    return counts.value_or(EventCounts{});
}

std::uint64_t SqlEvents::count(const OrganisationId& organisation) {
    return database_.read([&](Connection& connection) {
        return connection.one(count_events, {organisation}, first_column<std::uint64_t>).value_or(0);
    });
}

void SqlEvents::change(const Event& event, FaceData faces, TimePoint now) {
    const auto& settings = event.settings;
    database_.write([&](Connection& connection) {
        auto changed =
            connection.run(change_event, {event.id, event.title, event.starts_at, event.ends_at,
                                          event.time_zone, event.state, event.pin_hash, settings.face_search,
                                          settings.guest_upload, settings.guest_view, settings.guest_download,
                                          settings.approval, settings.location, settings.photos_per_guest,
                                          settings.reveal_at, event.deleted_at, event.faces_expire_at()});
        if (changed == 0) return;
        treat_faces(connection, event.id, faces);
        record(connection, {event.id, 0, ChangeType::event_changed, std::nullopt, std::nullopt, now});
    });
}

std::vector<Event> SqlEvents::with_expired_faces(TimePoint now, std::size_t limit) {
    return database_.read(
        [&](Connection& connection) { return connection.all(expired_faces, {now, limit}, event_of_row); });
}

std::vector<Event> SqlEvents::purgeable(TimePoint deadline, std::size_t limit) {
    return database_.read([&](Connection& connection) {
        return connection.all(purgeable_events, {deadline, limit}, event_of_row);
    });
}

void SqlEvents::purge(const EventId& id) {
    for (const auto* piece : {&purge_photos, &purge_changes}) {
        auto erase = [&](Connection& connection) { return connection.run(*piece, {id, rows_per_piece}); };
        while (database_.write(erase) > 0) continue;
    }
    database_.write([&](Connection& connection) { connection.run(purge_event, {id}); });
}

}  // namespace snapory
