#include "infrastructure/sql/migrate.hpp"

#include <filesystem>
#include <iostream>

#include "app/commands.hpp"
#include "app/data_folder.hpp"
#include "app/open_database.hpp"
#include "infrastructure/sql/copy_database.hpp"

namespace snapory {
namespace {

// Says how far it is, a line a table.
int move_database(const MigrateOptions& options, const Config& config) {
    auto as_source = options.installation;
    as_source.flags.push_back({"database.url", {options.from}, "--from"});
    auto source = load_config(as_source);
    if (source.uses_postgres() || !config.uses_postgres())
        throw UsageError("an installation moves from sqlite:///path to postgresql://host/database");
    if (!std::filesystem::exists(source.database_file()))
        throw UsageError(source.database_file().string() + ": there is no such file");
    auto to = open_database(config);
    migrate(*to);
    copy_database(*open_database(source), *to, [](std::string_view table, std::uint64_t rows) {
        std::cout << table << ": " << rows << (rows == 1 ? " row\n" : " rows\n") << std::flush;
    });
    std::cout << "Everything was copied; read back, each table has as many rows, and their checksum.\n";
    return 0;
}

}  // namespace

int migrate_database(const MigrateOptions& options) {
    auto config = load_config(options.installation);
    start_log(config);
    make_data_folder(config);
    if (!options.from.empty()) return move_database(options, config);
    auto steps = migrate(*open_database(config));
    std::cout << (steps == 0
                      ? "The database is up to date.\n"
                      : "The database was brought up to date in " + std::to_string(steps) + " steps.\n");
    return 0;
}

}  // namespace snapory
