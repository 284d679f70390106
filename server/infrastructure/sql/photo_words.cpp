#include "infrastructure/sql/photo_words.hpp"

#include "domain/words.hpp"
#include "infrastructure/sql/lists.hpp"
#include "infrastructure/sql/photo_marks.hpp"

namespace snapory {
namespace {

const PhotoMarks photo_words{"photo_words.look", "photo_words"};

const Statement delete_words{"photo_words.delete", "delete from photo_words where photo_id = $1"};
const Statement delete_name{"photo_words.delete_name",
                            "delete from photo_words where source = 'uploader' and photo_id in "
                            "(select id from photos where event_id = $1 and uploader_id = $2 "
                            "and uploader_kind = 'guest')"};
const Statement add_name{"photo_words.add_name",
                         "insert into photo_words (photo_id, source, word, organisation_id, event_id) "
                         "select id, 'uploader', $3, organisation_id, event_id from photos "
                         "where event_id = $1 and uploader_id = $2 and uploader_kind = 'guest' "
                         "and ready_at is not null"};

// All in one statement, since a photo has a dozen.
void add(Connection& connection, const Photo& photo, std::string_view source,
         const std::vector<std::string>& words) {
    if (words.empty()) return;
    std::vector<Parameter> parameters{photo.id, source, photo.organisation, photo.event};
    std::string rows;
    for (const auto& word : words)
        rows +=
            (rows.empty() ? "($1, $2, $3, $4, " : ", ($1, $2, $3, $4, ") + bind_value(parameters, word) + ")";
    Statement add_words{
        "photo_words.add",
        "insert into photo_words (photo_id, source, organisation_id, event_id, word) values " + rows};
    connection.send(add_words, parameters);
}

}  // namespace

void replace_words(Connection& connection, const Photo& photo, const std::vector<Tag>& tags) {
    connection.send(delete_words, {photo.id});
    add(connection, photo, "photo", words_of(searched_text(photo, tags)));
    add(connection, photo, "uploader", words_of(photo.uploader.name));
    if (photo.details && photo.details->place)
        add(connection, photo, "place", words_of(photo.details->place->city));
}

void rename_in_words(Connection& connection, const EventId& event, const GuestId& guest,
                     const std::string& name) {
    connection.send(delete_name, {event, guest});
    for (const auto& word : words_of(name)) connection.send(add_name, {event, guest, word});
}

std::string word_condition(Connection& connection, const PhotoQuery& query,
                           std::vector<Parameter>& parameters, std::vector<std::string>& texts) {
    constexpr std::string_view last_character = "\U0010FFFF";
    const auto words = words_of(query.text);
    if (words.empty()) return "1 = 0";
    texts.reserve(2 * words.size());  // parameters view them, so that they may not move
    std::string condition;
    for (const auto& word : words) {
        const auto& first = texts.emplace_back(word);
        const auto& last = texts.emplace_back(word).append(last_character);
        const auto begins = [&](std::vector<Parameter>& all) {
            return "word >= " + bind_value(all, first) + " and word < " + bind_value(all, last) +
                   (query.places_are_secret ? " and source <> 'place'" : "");
        };
        condition += (condition.empty() ? "" : " and ") +
                     has_mark(connection, photo_words, query.event, begins, parameters);
    }
    return condition;
}

}  // namespace snapory
