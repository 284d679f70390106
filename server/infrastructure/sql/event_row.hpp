#pragma once

#include <string>

#include "domain/event.hpp"
#include "infrastructure/sql/database.hpp"

namespace snapory {

// The columns of an event in the order in which `event_of_row` takes them.
extern const std::string event_columns;
Event event_of_row(const Row& row);

}  // namespace snapory
