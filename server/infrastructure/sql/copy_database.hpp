#pragma once

#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string_view>

#include "infrastructure/sql/database.hpp"

namespace snapory {

// The two databases cannot be copied into each other as they are; the text says what to do.
struct CopyRefused : std::runtime_error {
    using std::runtime_error::runtime_error;
};

using CopyProgress = std::function<void(std::string_view table, std::uint64_t rows)>;

// Copies every row of a SQLite database into a migrated and empty PostgreSQL one, in one transaction, then
// reads all of it back and compares the count and the checksum of each table. After an exception nothing was
// copied. Tells of each table that is done. The source is read as it is at the beginning. Throws CopyRefused.
void copy_database(Database& sqlite, Database& postgres, const CopyProgress& progress);

}  // namespace snapory
