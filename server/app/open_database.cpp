#include "app/open_database.hpp"

#include "app/data_folder.hpp"
#include "infrastructure/sql/postgres.hpp"
#include "infrastructure/sql/sqlite.hpp"

namespace snapory {

using namespace std::chrono_literals;

std::unique_ptr<Database> open_database(const Config& config, const StatementObserver& observer) {
    if (config.uses_postgres())
        return open_postgres(
            {.url = config.database_url, .connections = config.database_connections, .observer = observer});
    return open_sqlite({.path = config.database_file(), .observer = observer});
}

// A gallery page takes milliseconds; whoever waits longer for a replica is better served by the database.
std::unique_ptr<Database> open_replica(const Config& config, const StatementObserver& observer) {
    if (config.database_replica_url.empty()) return nullptr;
    if (!config.uses_postgres())
        throw OperatorError(
            "database.replica_url is the standby of a PostgreSQL, but database.url names none");
    return open_postgres({.url = config.database_replica_url,
                          .connections = config.database_connections,
                          .wait = 1s,
                          .statement = 2s,
                          .observer = observer,
                          .replica = true});
}

// The user and the password end at the last @ before the host; libpq also takes both among the parameters.
std::string database_place(const Config& config) {
    if (!config.uses_postgres()) return std::filesystem::absolute(config.database_file()).string();
    std::string_view url = config.database_url;
    auto rest = url.substr(url.find("://") + 3);
    rest = rest.substr(0, rest.find('?'));
    if (auto at = rest.rfind('@'); at != std::string_view::npos) rest.remove_prefix(at + 1);
    return "postgresql://" + std::string(rest);
}

}  // namespace snapory
