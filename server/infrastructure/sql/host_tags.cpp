#include "infrastructure/sql/host_tags.hpp"

#include "infrastructure/sql/changes.hpp"
#include "infrastructure/sql/photo_list.hpp"
#include "infrastructure/sql/photo_row.hpp"
#include "infrastructure/sql/photo_tags.hpp"

namespace snapory {
namespace {

const Statement hold_photo{"tag_verdicts.hold_photo",
                           "update photos set stack_top_at = stack_top_at "
                           "where id = $1 and event_id = $2 and deleted_at is null returning " +
                               photo_columns};
const Statement add_verdict{
    "tag_verdicts.add",
    "insert into tag_verdicts (photo_id, name, organisation_id, event_id, shows) values ($1, $2, $3, $4, $5) "
    "on conflict (photo_id, name) do update set shows = excluded.shows"};
const Statement list_judged{
    "tag_verdicts.list",
    "select v.photo_id, v.shows from tag_verdicts v join photos p on p.id = v.photo_id "
    "where v.event_id = $1 and v.name = $2 and p.event_id = $1 and p.deleted_at is null order by v.photo_id "
    "desc"};

}  // namespace

void SqlHostTags::judge(const EventId& event, const std::vector<PhotoId>& ids, const TagVerdict& verdict,
                        TimePoint now) {
    database_.write([&](Connection& connection) {
        for (const auto& id : ids) {
            // Whoever finishes or changes the photo meanwhile waits for the end of this transaction.
            const auto photo = connection.one(hold_photo, {id, event}, photo_of_row);
            if (!photo) continue;
            connection.send(add_verdict, {id, verdict.name, photo->organisation, event, verdict.shows});
            if (photo->state != PhotoState::ready) continue;
            const auto tags = with_faces(connection, {*photo}).front().tags;
            replace_tags(connection, *photo, snapory::judged(tags, {verdict}));
            record_photo(connection, event, ChangeType::photo_ready, id, now);
        }
    });
}

std::vector<JudgedPhoto> SqlHostTags::judged(const EventId& event, const std::string& tag) {
    return database_.read([&](Connection& connection) {
        return connection.all(list_judged, {event, tag}, [](const Row& row) {
            JudgedPhoto judged;
            Columns(row).read(judged.photo, judged.shows);
            return judged;
        });
    });
}

}  // namespace snapory
