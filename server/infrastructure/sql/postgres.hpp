#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "infrastructure/sql/database.hpp"

namespace snapory {

struct PostgresConfig {
    std::string url;                        // postgresql://user:password@host/database?…, as libpq takes it
    std::size_t connections = 16;           // at a time, opened when they are needed
    std::chrono::milliseconds wait{5'000};  // for a connection while all are in use, and for opening one
    std::chrono::milliseconds statement{30'000};  // one may take
    std::chrono::milliseconds lock{10'000};       // that another transaction holds
    std::chrono::milliseconds idle{60'000};       // a transaction may do nothing
    StatementObserver observer{};                 // may be empty
    bool replica = false;                         // it is only read from, and may be a standby
};

// A PostgreSQL server, version 15 or later, or a pgbouncer before it in any mode. Everything runs on the
// caller's thread, on a connection of a pool; a caller that finds none waits. Reads see one state (repeatable
// read), writes run beside each other (read committed). Work that the server took back, because of a conflict
// or because a connection broke before the commit, runs again. While the server cannot be reached, one caller
// tries again after each of growing pauses, and the others are told at once. Throws Unavailable when it
// cannot be reached, unless it is a replica, which may come later.
std::unique_ptr<Database> open_postgres(const PostgresConfig& config);

}  // namespace snapory
