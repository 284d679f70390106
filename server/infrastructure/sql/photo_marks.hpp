#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/event.hpp"
#include "infrastructure/sql/database.hpp"

namespace snapory {

// A table with rows that say something of photos: their words, their tags.
struct PhotoMarks {
    std::string_view look_name;  // of the statement that sees whether they are many
    std::string table;           // with photo_id, event_id, and indexes that begin with each
};

// A condition on the rows of such a table; adds its parameters.
using MarkCondition = std::function<std::string(std::vector<Parameter>&)>;

// A condition on `photos` for a WHERE: a photo of the event has a mark as the condition says. Of few marks
// all are read at once; where there are many, each photo that the gallery comes by is looked at, since a page
// is soon full then. So neither takes longer the more photos there are.
std::string has_mark(Connection& connection, const PhotoMarks& marks, const EventId& event,
                     const MarkCondition& condition, std::vector<Parameter>& parameters);

}  // namespace snapory
