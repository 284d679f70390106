#pragma once

#include <filesystem>
#include <memory>

#include "infrastructure/sql/database.hpp"

namespace snapory {

struct SqliteConfig {
    std::filesystem::path path;    // of the database file, made when there is none
    std::size_t readers = 4;       // connections, and so reads at a time
    StatementObserver observer{};  // may be empty
};

// A SQLite file, which several processes may have open at once. Reads run on the caller's thread. Writes of
// all threads run on one thread that commits those waiting together, each in a savepoint of its own, so that
// one disk flush serves many; the flush is complete (synchronous=FULL) before a write returns. Waits up to
// ten seconds for another process. Must not be carried through a fork.
std::unique_ptr<Database> open_sqlite(const SqliteConfig& config);

}  // namespace snapory
