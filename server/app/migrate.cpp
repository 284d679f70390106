#include "infrastructure/sql/migrate.hpp"

#include <iostream>

#include "app/commands.hpp"
#include "app/data_folder.hpp"
#include "infrastructure/sql/sqlite.hpp"

namespace snapory {

int migrate_database(const InstallationOptions& options) {
    auto config = load_config(options);
    start_log(config);
    make_data_folder(config);
    auto steps = migrate(*open_sqlite({.path = config.database_file()}));
    std::cout << (steps == 0
                      ? "The database is up to date.\n"
                      : "The database was brought up to date in " + std::to_string(steps) + " steps.\n");
    return 0;
}

}  // namespace snapory
