#pragma once

#include <stdexcept>

#include "infrastructure/sql/database.hpp"

namespace snapory {

// The database was written by a later version of this program, which alone may use it.
struct SchemaTooNew : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Brings the schema up to date in one transaction, so that of several processes starting at once one does it
// and the others find it done. Gives how many steps were taken. Throws SchemaTooNew.
int migrate(Database& database);

}  // namespace snapory
