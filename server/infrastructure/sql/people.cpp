#include "infrastructure/sql/people.hpp"

#include <limits>

#include "infrastructure/sql/changes.hpp"

namespace snapory {
namespace {

const std::string person_columns =
    "p.id, p.event_id, p.name, p.hidden, p.settled, p.cover_face_id, p.created_at";
const std::string seen_people = "select count(distinct f.photo_id) as photos, " + person_columns +
                                " from people p join faces f on f.person_id = p.id "
                                "join photos o on o.id = f.photo_id and o.deleted_at is null "
                                "where p.event_id = $1 and ";

const Statement list_people{
    "people.list", seen_people +
                       "p.hidden = $2 group by p.id "
                       "having (count(distinct f.photo_id), p.id) < (cast($3 as bigint), cast($4 as text)) "
                       "order by photos desc, p.id desc limit $5"};
const Statement find_person{"people.find", seen_people + "p.id = $2 group by p.id"};
const Statement find_cover{
    "people.cover",
    "select f.photo_id, f.id, f.x, f.y, f.width, f.height, f.score, f.quality, f.model, f.person_id "
    "from faces f join photos o on o.id = f.photo_id and o.deleted_at is null where f.person_id = $1 "
    "order by case when f.id = $2 then 0 else 1 end, f.quality desc, f.id limit 1"};
const Statement has_face{"people.has", "select 1 from faces where person_id = $1 and id = $2"};
const Statement all_people{"people.all",
                           "select " + person_columns + " from people p where p.event_id = $1 order by p.id"};
const Statement change_person{"people.change",
                              "update people set name = $3, hidden = $4, cover_face_id = $5, settled = 1 "
                              "where event_id = $1 and id = $2"};
const Statement settle_person{"people.settle",
                              "update people set settled = 1 where event_id = $1 and id = $2"};
const Statement add_person{
    "people.add",
    "insert into people (id, organisation_id, event_id, name, hidden, settled, cover_face_id, created_at) "
    "select $2, organisation_id, id, $3, $4, $5, $6, $7 from events where id = $1"};
const Statement move_faces{"people.move_faces",
                           "update faces set person_id = $3 where person_id = (select id from people where "
                           "event_id = $1 and id = $2)"};
const Statement move_face{"people.move_face",
                          "update faces set person_id = $2 where id = $3 and person_id = $1"};
const Statement join_face{"people.join", "update faces set person_id = $3 where photo_id = $1 and id = $2"};
const Statement remove_person{"people.remove", "delete from people where event_id = $1 and id = $2"};
const Statement erase_event{"people.erase", "delete from people where event_id = $1"};

const Statement ungrouped_events{
    "people.ungrouped",
    "select e.id from events e where e.face_search = 1 and e.deleted_at is null and exists "
    "(select 1 from face_codes c where c.event_id = e.id and c.sequence > "
    "coalesce((select g.position from people_progress g where g.event_id = e.id), 0)) limit $1"};
const Statement find_state{"people.state",
                           "select position, revision from people_progress where event_id = $1"};
const Statement begin_state{
    "people.begin",
    "insert into people_progress (event_id, organisation_id, position, revision) "
    "select id, organisation_id, 0, 0 from events where id = $1 on conflict do nothing"};
const Statement advance_state{"people.advance",
                              "update people_progress set position = $4, revision = revision + $5 "
                              "where event_id = $1 and position = $2 and revision = $3"};
const Statement touch_state{"people.touch",
                            "update people_progress set revision = revision + 1 where event_id = $1"};
const Statement restart_state{
    "people.restart", "update people_progress set position = 0, revision = revision + 1 where event_id = $1"};

Person read_person(Columns& columns) {
    Person person;
    columns.read(person.id, person.event, person.name, person.hidden, person.settled, person.cover,
                 person.created_at);
    return person;
}

SeenPerson seen_of_row(const Row& row) {
    Columns columns(row);
    SeenPerson seen;
    columns.read(seen.photos);
    seen.person = read_person(columns);
    return seen;
}

Person person_of_row(const Row& row) {
    Columns columns(row);
    return read_person(columns);
}

Face face_of_row(const Row& row) {
    Face face;
    Columns(row).read(face.photo, face.id, face.box.x, face.box.y, face.box.width, face.box.height,
                      face.score, face.quality, face.model, face.person);
    return face;
}

GroupingState state_of_row(const Row& row) {
    GroupingState state;
    Columns(row).read(state.position, state.revision);
    return state;
}

void add_cover(Connection& connection, SeenPerson& seen) {
    seen.cover =
        connection.one(find_cover, {seen.person.id, seen.person.cover}, face_of_row).value_or(Face());
}

void add(Connection& connection, const Person& person) {
    connection.run(add_person, {person.event, person.id, person.name, person.hidden, person.settled,
                                person.cover, person.created_at});
}

void move(Connection& connection, const EventId& event, const PersonId& from, const PersonId& into) {
    if (from == into) return;
    connection.run(move_faces, {event, from, into});
    connection.run(remove_person, {event, from});
}

void tell(Connection& connection, const EventId& event, TimePoint now) {
    connection.run(touch_state, {event});
    record(connection, {event, 0, ChangeType::people_changed, std::nullopt, std::nullopt, now});
}

}  // namespace

void erase_people(Connection& connection, const EventId& event) {
    connection.run(erase_event, {event});
    connection.run(restart_state, {event});
}

Page<SeenPerson, PersonPosition> SqlPeople::list(const EventId& event, bool hidden, std::size_t limit,
                                                 const std::optional<PersonPosition>& after) {
    const PersonPosition top{std::numeric_limits<std::int64_t>::max(), PersonId()};
    const auto& from = after ? *after : top;
    return database_.read([&](Connection& connection) {
        Page<SeenPerson, PersonPosition> page;
        page.items =
            connection.all(list_people, {event, hidden, from.photos, from.id, limit + 1}, seen_of_row);
        if (page.items.size() > limit) {
            page.items.resize(limit);
            if (limit > 0) page.next = {page.items.back().photos, page.items.back().person.id};
        }
        for (auto& person : page.items) add_cover(connection, person);
        return page;
    });
}

std::optional<SeenPerson> SqlPeople::find(const EventId& event, const PersonId& id) {
    return database_.read([&](Connection& connection) {
        auto seen = connection.one(find_person, {event, id}, seen_of_row);
        if (seen) add_cover(connection, *seen);
        return seen;
    });
}

bool SqlPeople::has(const PersonId& person, const FaceId& face) {
    return database_.read([&](Connection& connection) {
        return connection.one(has_face, {person, face}, first_column<int>).has_value();
    });
}

void SqlPeople::change(const Person& person, TimePoint now) {
    database_.write([&](Connection& connection) {
        if (connection.run(change_person,
                           {person.event, person.id, person.name, person.hidden, person.cover}) > 0)
            tell(connection, person.event, now);
    });
}

void SqlPeople::merge(const EventId& event, const PersonId& into, const std::vector<PersonId>& from,
                      TimePoint now) {
    database_.write([&](Connection& connection) {
        if (connection.run(settle_person, {event, into}) == 0) return;
        for (const auto& id : from) move(connection, event, id, into);
        tell(connection, event, now);
    });
}

bool SqlPeople::split(const Person& made, const PersonId& from, const std::vector<FaceId>& faces,
                      TimePoint now) {
    return database_.write([&](Connection& connection) {
        if (connection.run(settle_person, {made.event, from}) == 0) return false;
        add(connection, made);
        std::size_t moved = 0;
        for (const auto& face : faces) moved += connection.run(move_face, {from, made.id, face});
        if (moved == 0) {
            connection.run(remove_person, {made.event, made.id});
            return false;
        }
        connection.run(settle_person, {made.event, made.id});
        tell(connection, made.event, now);
        return true;
    });
}

std::vector<EventId> SqlPeople::ungrouped(std::size_t limit) {
    return database_.read([&](Connection& connection) {
        return connection.all(ungrouped_events, {limit}, first_column<EventId>);
    });
}

GroupingState SqlPeople::state(const EventId& event) {
    return database_.read([&](Connection& connection) {
        return connection.one(find_state, {event}, state_of_row).value_or(GroupingState());
    });
}

std::vector<Person> SqlPeople::all(const EventId& event) {
    return database_.read(
        [&](Connection& connection) { return connection.all(all_people, {event}, person_of_row); });
}

bool SqlPeople::regroup(const EventId& event, const GroupingState& seen, std::uint64_t position,
                        const Regrouping& regrouping, TimePoint now) {
    return database_.write([&](Connection& connection) {
        connection.run(begin_state, {event});
        const bool merges = !regrouping.merged.empty();
        if (connection.run(advance_state, {event, seen.position, seen.revision, position, merges}) == 0)
            return false;
        for (const auto& person : regrouping.founded) add(connection, person);
        for (const auto& [photo, face, person] : regrouping.joined)
            connection.run(join_face, {photo, face, person});
        for (const auto& [from, into] : regrouping.merged) move(connection, event, from, into);
        if (!regrouping.joined.empty())
            record(connection, {event, 0, ChangeType::people_changed, std::nullopt, std::nullopt, now});
        return true;
    });
}

}  // namespace snapory
