#pragma once

#include <span>

#include "infrastructure/sql/database.hpp"

namespace snapory {

// migrations/*.sqlite.sql and *.postgres.sql, built into the program. Each step exists for both.
std::span<const Migration> sqlite_migrations();
std::span<const Migration> postgres_migrations();

}  // namespace snapory
