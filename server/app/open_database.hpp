#pragma once

#include <memory>
#include <string>

#include "app/config.hpp"
#include "infrastructure/sql/database.hpp"

namespace snapory {

// The configured database: a SQLite file, or a PostgreSQL server. Throws Unavailable when it cannot be
// opened.
std::unique_ptr<Database> open_database(const Config& config, const StatementObserver& observer = {});

// Its configured replica; none where none is. Throws OperatorError when the database is no PostgreSQL.
std::unique_ptr<Database> open_replica(const Config& config, const StatementObserver& observer = {});

// What an operator may read of where it is: without a password.
std::string database_place(const Config& config);

}  // namespace snapory
