#include "infrastructure/sql/stages_due.hpp"

#include <set>

#include "infrastructure/sql/lists.hpp"
#include "infrastructure/sql/stages.hpp"

namespace snapory {
namespace {

// A million photos are asked for in pieces, so that nobody waits long for the write lock.
constexpr std::size_t photos_per_piece = 500;

std::string in_events(const std::optional<EventId>& event, std::vector<Parameter>& parameters) {
    auto condition = std::string(" and event_id in (select id from events where deleted_at is null");
    if (event) condition += " and id = " + bind_value(parameters, *event);
    return condition + ")";
}

// The stage asks to be done, and is not due.
std::string asks(const StageColumns& columns, const StageQuery& query, std::vector<Parameter>& parameters) {
    auto condition = "stages_due & " + std::to_string(columns.bit) + " = 0";
    if (columns.stage == Stage::faces)
        condition += " and event_id in (select id from events where face_search = 1)";
    if (query.all) return condition;
    return condition + " and " + std::string(columns.model) + " <> " +
           bind_value(parameters, query.models.at(columns.stage));
}

// The next ready photos behind this one, by their ids.
std::vector<PhotoId> next_piece(Connection& connection, const StageQuery& query, const PhotoId& after) {
    std::vector<Parameter> parameters{after, photos_per_piece};
    const Statement piece{"stages.piece",
                          "select id from photos where id > $1 and state = 'ready' and deleted_at is null" +
                              in_events(query.event, parameters) + " order by id limit $2"};
    return connection.all(piece, parameters, first_column<PhotoId>);
}

// Attempts at what was due before count on.
void demand(Connection& connection, const StageQuery& query, const std::vector<PhotoId>& photos,
            std::set<PhotoId>& demanded) {
    for (const auto& columns : stage_columns) {
        if (!query.models.contains(columns.stage)) continue;
        std::vector<Parameter> parameters;
        const auto where = " where id in " + bind_list(parameters, std::span(photos)) + " and " +
                           asks(columns, query, parameters);
        const Statement make_due{
            "stages.demand", "update photos set stages_due = stages_due | " + std::to_string(columns.bit) +
                                 ", " + std::string(columns.model) +
                                 " = '', attempts = case when queued = 0 and stages_due = 0 then 0 else "
                                 "attempts end, not_before = case when queued = 0 and stages_due = 0 then 0 "
                                 "else not_before end" +
                                 where + " returning id"};
        connection.run(make_due, parameters,
                       [&](const Row& row) { demanded.insert(first_column<PhotoId>(row)); });
    }
}

}  // namespace

std::uint64_t SqlStagesDue::demand(const StageQuery& query) {
    std::uint64_t demanded = 0;
    PhotoId last;
    for (bool more = true; more;) {
        const auto photos =
            database_.read([&](Connection& connection) { return next_piece(connection, query, last); });
        demanded += database_.write([&](Connection& connection) {
            std::set<PhotoId> of_piece;
            snapory::demand(connection, query, photos, of_piece);
            return of_piece.size();
        });
        more = photos.size() == photos_per_piece;
        if (more) last = photos.back();
    }
    return demanded;
}

std::uint64_t SqlStagesDue::left(const std::optional<EventId>& event) {
    std::vector<Parameter> parameters;
    const Statement count{"stages.left",
                          "select count(*) from photos where stages_due <> 0 and deleted_at is null" +
                              in_events(event, parameters)};
    return database_.read([&](Connection& connection) {
        return connection.all(count, parameters, first_column<std::uint64_t>).front();
    });
}

std::uint64_t SqlStagesDue::outdated(const StageQuery& query) {
    StageQuery of_others = query;
    of_others.all = false;
    std::vector<Parameter> parameters;
    std::string any = "1 = 0";
    for (const auto& columns : stage_columns)
        if (query.models.contains(columns.stage)) any += " or (" + asks(columns, of_others, parameters) + ")";
    const Statement count{"stages.outdated",
                          "select count(*) from photos where state = 'ready' and deleted_at is null and (" +
                              any + ")" + in_events(query.event, parameters)};
    return database_.read([&](Connection& connection) {
        return connection.all(count, parameters, first_column<std::uint64_t>).front();
    });
}

}  // namespace snapory
