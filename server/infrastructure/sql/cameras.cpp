#include "infrastructure/sql/cameras.hpp"

#include <map>

#include "infrastructure/sql/changes.hpp"

namespace snapory {
namespace {

const Statement list_cameras{
    "cameras.list",
    "select c.id, c.event_id, c.make, c.model, c.clock_offset, count(*) as photos from cameras c "
    "join photos p on p.event_id = c.event_id and p.camera_id = c.id and p.deleted_at is null "
    "and p.camera_id <> '' where c.event_id = $1 "
    "group by c.id, c.event_id, c.make, c.model, c.clock_offset order by photos desc, c.id"};
const std::string seen_photos =
    "from photos where event_id = $1 and deleted_at is null and state = 'ready' and camera_id <> '' "
    "and clock_at is not null order by created_at desc, id desc limit $2";
const Statement list_sightings{"cameras.sightings",
                               "select id, camera_id, clock_at, card_at, perceptual_hash " + seen_photos};
const Statement list_company{
    "cameras.company",
    "select photo_id, person_id from faces where person_id is not null and photo_id in "
    "(select id " +
        seen_photos + ") order by photo_id, person_id"};
const Statement set_offset{"cameras.correct",
                           "update cameras set clock_offset = $3 where event_id = $1 and id = $2"};
const Statement move_photos{
    "cameras.move_photos",
    "update photos set taken_at = case when cast($3 as bigint) is null then told_at else clock_at + $3 * "
    "1000 end, "
    "taken_source = case when cast($3 as bigint) is null then told_source else 'exif' end "
    "where event_id = $1 and camera_id = $2 and camera_id <> '' and clock_at is not null"};

std::optional<std::chrono::seconds> read_offset(Columns& columns) {
    auto count = columns.next<std::optional<std::int64_t>>();
    return count ? std::optional(std::chrono::seconds(*count)) : std::nullopt;
}

SeenCamera camera_of(const Row& row) {
    Columns columns(row);
    SeenCamera seen;
    auto& camera = seen.camera;
    columns.read(camera.id, camera.event, camera.make, camera.model);
    camera.offset = read_offset(columns);
    columns.read(seen.photos);
    return seen;
}

std::map<PhotoId, std::vector<PersonId>> company(Connection& connection, const EventId& event,
                                                 std::size_t limit) {
    std::map<PhotoId, std::vector<PersonId>> people;
    const std::vector<Parameter> parameters{event, limit};
    connection.run(list_company, parameters, [&](const Row& row) {
        Columns columns(row);
        auto photo = columns.next<PhotoId>();
        people[photo].push_back(columns.next<PersonId>());
    });
    return people;
}

}  // namespace

std::vector<SeenCamera> SqlCameras::list(const EventId& event) {
    return database_.read(
        [&](Connection& connection) { return connection.all(list_cameras, {event}, camera_of); });
}

std::vector<Sighting> SqlCameras::sightings(const EventId& event, std::size_t limit) {
    return database_.read([&](Connection& connection) {
        auto people = company(connection, event, limit);
        return connection.all(list_sightings, {event, limit}, [&](const Row& row) {
            Columns columns(row);
            auto photo = columns.next<PhotoId>();
            Sighting seen;
            columns.read(seen.camera, seen.clock_at, seen.card_at, seen.perceptual_hash);
            seen.people = people[photo];
            return seen;
        });
    });
}

bool SqlCameras::correct(const EventId& event, const CameraId& camera,
                         std::optional<std::chrono::seconds> offset, TimePoint now) {
    const auto count = offset ? std::optional(offset->count()) : std::nullopt;
    return database_.write([&](Connection& connection) {
        if (connection.run(set_offset, {event, camera, count}) == 0) return false;
        connection.run(move_photos, {event, camera, count});
        record(connection, {event, 0, ChangeType::photos_reordered, std::nullopt, std::nullopt, now});
        return true;
    });
}

}  // namespace snapory
