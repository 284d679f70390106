#pragma once

#include <span>

#include "infrastructure/sql/database.hpp"

namespace snapory {

// migrations/*.sqlite.sql, built into the program.
std::span<const Migration> sqlite_migrations();

}  // namespace snapory
