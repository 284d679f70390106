#include "infrastructure/sql/photos.hpp"

#include <map>

#include "application/ports/unavailable.hpp"
#include "infrastructure/sql/changes.hpp"
#include "infrastructure/sql/embeddings.hpp"
#include "infrastructure/sql/lists.hpp"
#include "infrastructure/sql/photo_list.hpp"
#include "infrastructure/sql/photo_row.hpp"
#include "telemetry/trace.hpp"

namespace snapory {
namespace {

const Statement complete_upload{"uploads.complete",
                                "update uploads set state = 'completed' where id = $1 and state = 'open'"};
const Statement add_photo{
    "photos.add",
    "insert into photos (id, organisation_id, event_id, uploader_kind, uploader_id, uploader_name, "
    "file_name, media_type, bytes, digest, state, failure, moderation, taken_at, taken_source, created_at, "
    "traceparent) "
    "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'processing', '', $11, $12, $13, $14, $15) "
    "on conflict do nothing"};
const Statement find_photo{"photos.find",
                           "select " + photo_columns + " from photos where id = $1 and event_id = $2"};
const Statement find_by_digest{
    "photos.find_by_digest",
    "select " + photo_columns + " from photos where event_id = $1 and digest = $2 and deleted_at is null"};
const Statement count_by_uploader{
    "photos.count_by_uploader",
    "select count(*) from photos "
    "where event_id = $1 and uploader_id = $2 and uploader_kind = $3 and deleted_at is null"};
const Statement hold_event{"photos.hold_event",
                           "update event_tallies set last_sequence = last_sequence where event_id = $1"};
const Statement moderate_photo{"photos.moderate",
                               "update photos set moderation = $3 "
                               "where id = $1 and event_id = $2 and deleted_at is null and moderation <> $3"};
const Statement raise_photo{
    "photos.put_on_top",
    "update photos set stack_top_at = $3 where id = $1 and event_id = $2 and deleted_at is null"};
const Statement remove_photo{"photos.remove",
                             "update photos set deleted_at = $3, claimed_by = null, lease_until = null "
                             "where id = $1 and event_id = $2 and deleted_at is null"};
const Statement restore_photo{
    "photos.restore",
    "update photos set deleted_at = null where id = $1 and event_id = $2 and deleted_at > $3 "
    "and not exists (select 1 from photos again where again.event_id = $2 "
    "and again.digest = photos.digest and again.deleted_at is null) returning state"};
const Statement purgeable_photos{"photos.purgeable", "select " + photo_columns +
                                                         " from photos where deleted_at < $1 "
                                                         "order by deleted_at limit $2"};
const Statement purge_photo{"photos.purge", "delete from photos where id = $1"};

constexpr std::size_t most_facets = 100;

// Whether a gallery shows photo `p`.
std::string is_shown(const std::optional<Uploader>& visible_to, std::vector<Parameter>& parameters) {
    return "(p.deleted_at is null and p.state = 'ready'" +
           (visible_to ? " and " + visible_condition("p", *visible_to, parameters) : "") + ")";
}

// `counts` gives rows of a name and how many photos of the event, $1, have it; those of one name are added.
std::vector<Facet> most_first(Connection& connection, std::string_view statement, const std::string& counts,
                              std::vector<Parameter> parameters) {
    Statement sums{statement, "select name, cast(sum(photos) as bigint) from (" + counts +
                                  ") counted group by name having sum(photos) > 0 "
                                  "order by sum(photos) desc, name limit " +
                                  bind_value(parameters, most_facets)};
    return connection.all(sums, parameters, [](const Row& row) {
        Facet facet;
        Columns(row).read(facet.name, facet.photos);
        return facet;
    });
}

std::vector<Facet> count_by(Connection& connection, std::string_view statement, const std::string& column,
                            const EventId& event, const std::optional<Uploader>& visible_to) {
    std::vector<Parameter> parameters{event};
    const auto counts = "select p." + column + " as name, count(*) as photos from photos p where " +
                        "p.event_id = $1 and p." + column + " <> '' and " + is_shown(visible_to, parameters) +
                        " group by p." + column;
    return most_first(connection, statement, counts, std::move(parameters));
}

// The tags of all photos, which an index has together, without those of photos that are not shown: these are
// few, while to look whether each tag's photo is shown takes ten times as long.
std::vector<Facet> count_tags(Connection& connection, const EventId& event,
                              const std::optional<Uploader>& visible_to) {
    std::vector<Parameter> parameters{event};
    const auto counts =
        "select name, count(*) as photos from photo_tags where event_id = $1 group by name "
        "union all select t.name, -count(*) from photos p join photo_tags t on t.photo_id = p.id "
        "where p.event_id = $1 and not " +
        is_shown(visible_to, parameters) + " group by t.name";
    return most_first(connection, "tags.count", counts, std::move(parameters));
}

std::uint64_t count_of(Connection& connection, const EventId& event, const Uploader& uploader) {
    return connection.one(count_by_uploader, {event, uploader.id, uploader.kind}, first_column<std::uint64_t>)
        .value_or(0);
}

// Whoever adds to the same event meanwhile waits for the end of this transaction.
bool has_room(Connection& connection, const Photo& photo, std::uint64_t most) {
    connection.send(hold_event, {photo.event});
    return count_of(connection, photo.event, photo.uploader) < most;
}

bool insert(Connection& connection, const Photo& photo) {
    const auto& by = photo.uploader;
    const auto trace = current_traceparent();
    return connection.run(add_photo,
                          {photo.id, photo.organisation, photo.event, by.kind, by.id, by.name,
                           photo.file_name, photo.type, photo.bytes, photo.digest, photo.moderation,
                           photo.taken_at, photo.taken_source, photo.created_at, trace}) > 0;
}

// What stood in the way of an insert: the same bytes, or the same photo come again after its deletion.
Photo held(Connection& connection, const Photo& photo) {
    auto found = connection.one(find_by_digest, {photo.event, photo.digest}, photo_of_row);
    if (!found) found = connection.one(find_photo, {photo.id, photo.event}, photo_of_row);
    if (!found) throw Unavailable("the id of a new photo belongs to another event");
    return *found;
}

// `before_list` is the condition but for the list of what is sought.
template <class Key>
std::vector<Photo> photos_where(Connection& connection, const std::vector<Parameter>& parameters,
                                const std::string& before_list, const std::vector<Key>& sought) {
    std::vector<Photo> photos;
    in_slices(sought, [&](std::span<const Key> slice) {
        auto all = parameters;
        Statement statement{"photos.find_many", "select " + photo_columns + " from photos where " +
                                                    before_list + bind_list(all, slice)};
        connection.run(statement, all, [&](const Row& row) { photos.push_back(photo_of_row(row)); });
    });
    return photos;
}

std::vector<Photo> in_order(std::vector<Photo> photos, const std::vector<PhotoId>& ids) {
    std::map<PhotoId, Photo*> by_id;
    for (auto& photo : photos) by_id[photo.id] = &photo;
    std::vector<Photo> sorted;
    sorted.reserve(photos.size());
    for (const auto& id : ids)
        if (auto found = by_id.find(id); found != by_id.end()) sorted.push_back(*found->second);
    return sorted;
}

}  // namespace

std::optional<Photos::Added> SqlPhotos::add(const Photo& photo, const std::optional<UploadId>& upload,
                                            std::uint64_t most) {
    return database_.write([&](Connection& connection) -> std::optional<Added> {
        if (most > 0 && !has_room(connection, photo, most)) return std::nullopt;
        if (upload) connection.send(complete_upload, {*upload});
        if (!insert(connection, photo)) return Added{held(connection, photo), false};
        record_photo(connection, photo.event, ChangeType::photo_added, photo.id, photo.created_at);
        Photo added = photo;
        added.state = PhotoState::processing;
        return Added{added, true};
    });
}

std::optional<Photo> SqlPhotos::find(const EventId& event, const PhotoId& id) {
    return database_.read(
        [&](Connection& connection) { return connection.one(find_photo, {id, event}, photo_of_row); });
}

std::optional<Photo> SqlPhotos::find(const EventId& event, const Sha256& digest) {
    return database_.read([&](Connection& connection) {
        return connection.one(find_by_digest, {event, digest}, photo_of_row);
    });
}

std::vector<Photo> SqlPhotos::find(const EventId& event, const std::vector<Sha256>& digests) {
    return database_.read([&](Connection& connection) {
        return photos_where(connection, {event}, "event_id = $1 and deleted_at is null and digest in ",
                            digests);
    });
}

std::vector<PhotoWithFaces> SqlPhotos::find(const EventId& event, const std::vector<PhotoId>& ids) {
    return database_.read([&](Connection& connection) {
        auto photos =
            photos_where(connection, {event}, "event_id = $1 and deleted_at is null and id in ", ids);
        return with_faces(connection, in_order(std::move(photos), ids));
    });
}

Page<PhotoWithFaces, PhotoPosition> SqlPhotos::list(const PhotoQuery& query) {
    return galleries_.read(query.event,
                           [&](Connection& connection) { return list_photos(connection, query); });
}

Facets SqlPhotos::facets(const EventId& event, const std::optional<Uploader>& visible_to) {
    return galleries_.read(event, [&](Connection& connection) {
        return Facets{count_tags(connection, event, visible_to),
                      count_by(connection, "photos.count_cameras", "camera_model", event, visible_to),
                      count_by(connection, "photos.count_places", "city", event, visible_to)};
    });
}

std::uint64_t SqlPhotos::count(const EventId& event, const Uploader& uploader) {
    return database_.read([&](Connection& connection) { return count_of(connection, event, uploader); });
}

std::optional<Embedding> SqlPhotos::embedding(const EventId& event, const PhotoId& id) {
    return database_.read([&](Connection& connection) { return find_embedding(connection, event, id); });
}

std::vector<PhotoEmbedding> SqlPhotos::embeddings(const EventId& event, const ModelId& model) {
    return galleries_.read(event,
                           [&](Connection& connection) { return list_embeddings(connection, event, model); });
}

void SqlPhotos::moderate(const EventId& event, const std::vector<PhotoId>& ids, Moderation moderation,
                         TimePoint now) {
    auto type = moderation == Moderation::hidden ? ChangeType::photo_removed : ChangeType::photo_ready;
    database_.write([&](Connection& connection) {
        for (const auto& id : ids)
            if (connection.run(moderate_photo, {id, event, moderation}) > 0)
                record_photo(connection, event, type, id, now);
    });
}

bool SqlPhotos::put_on_top(const EventId& event, const PhotoId& id, TimePoint now) {
    return database_.write([&](Connection& connection) {
        if (connection.run(raise_photo, {id, event, now}) == 0) return false;
        record_photo(connection, event, ChangeType::photo_ready, id, now);
        return true;
    });
}

void SqlPhotos::remove(const EventId& event, const std::vector<PhotoId>& ids, TimePoint now) {
    database_.write([&](Connection& connection) {
        for (const auto& id : ids)
            if (connection.run(remove_photo, {id, event, now}) > 0)
                record_photo(connection, event, ChangeType::photo_removed, id, now);
    });
}

std::vector<PhotoId> SqlPhotos::restore(const EventId& event, const std::vector<PhotoId>& ids,
                                        TimePoint now) {
    return database_.write([&](Connection& connection) {
        std::vector<PhotoId> restored;
        for (const auto& id : ids) {
            auto state =
                connection.one(restore_photo, {id, event, now - deletion_grace}, first_column<PhotoState>);
            if (!state) continue;
            auto type = *state == PhotoState::ready ? ChangeType::photo_ready : ChangeType::photo_added;
            record_photo(connection, event, type, id, now);
            restored.push_back(id);
        }
        return restored;
    });
}

std::vector<Photo> SqlPhotos::purgeable(TimePoint deadline, std::size_t limit) {
    return database_.read([&](Connection& connection) {
        return connection.all(purgeable_photos, {deadline, limit}, photo_of_row);
    });
}

void SqlPhotos::purge(const PhotoId& id) {
    database_.write([&](Connection& connection) { connection.run(purge_photo, {id}); });
}

std::vector<Photo> SqlPhotos::rows(const std::vector<PhotoId>& ids) {
    return database_.read(
        [&](Connection& connection) { return photos_where(connection, {}, "id in ", ids); });
}

}  // namespace snapory
