#include "infrastructure/sql/photo_marks.hpp"

#include "infrastructure/sql/lists.hpp"

namespace snapory {
namespace {

constexpr std::uint64_t few = 500;  // read in a millisecond or so

}  // namespace

std::string has_mark(Connection& connection, const PhotoMarks& marks, const EventId& event,
                     const MarkCondition& condition, std::vector<Parameter>& parameters) {
    const auto of_event = [&](std::vector<Parameter>& all) {
        return " from " + marks.table + " where event_id = " + bind_value(all, event) + " and " +
               condition(all);
    };
    std::vector<Parameter> looked_for;
    const Statement look{marks.look_name, "select 1" + of_event(looked_for) + " limit 1 offset " +
                                              bind_value(looked_for, few)};
    if (connection.all(look, looked_for, first_column<int>).empty())
        return "id in (select photo_id" + of_event(parameters) + ")";
    // Counted rather than tested for existence, which PostgreSQL would turn into reading all of them first.
    return "(select count(*) from " + marks.table + " mark where mark.photo_id = photos.id and " +
           condition(parameters) + ") > 0";
}

}  // namespace snapory
