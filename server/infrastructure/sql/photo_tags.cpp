#include "infrastructure/sql/photo_tags.hpp"

#include "infrastructure/sql/photo_words.hpp"

namespace snapory {
namespace {

const Statement read_verdicts{"tag_verdicts.of_photo",
                              "select name, shows from tag_verdicts where photo_id = $1 order by name"};
const Statement delete_tags{"tags.delete", "delete from photo_tags where photo_id = $1"};
const Statement add_tag{"tags.add",
                        "insert into photo_tags (photo_id, name, organisation_id, event_id, score, model) "
                        "values ($1, $2, $3, $4, $5, $6)"};

}  // namespace

std::vector<TagVerdict> verdicts_on(Connection& connection, const PhotoId& photo) {
    return connection.all(read_verdicts, {photo}, [](const Row& row) {
        TagVerdict verdict;
        Columns(row).read(verdict.name, verdict.shows);
        return verdict;
    });
}

void replace_tags(Connection& connection, const Photo& photo, const std::vector<Tag>& tags) {
    connection.send(delete_tags, {photo.id});
    for (const auto& tag : tags)
        connection.send(add_tag, {photo.id, tag.name, photo.organisation, photo.event, tag.score, tag.model});
    replace_words(connection, photo, tags);
}

}  // namespace snapory
