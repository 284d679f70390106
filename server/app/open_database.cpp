#include "app/open_database.hpp"

#include "infrastructure/sql/postgres.hpp"
#include "infrastructure/sql/sqlite.hpp"

namespace snapory {

std::unique_ptr<Database> open_database(const Config& config, const StatementObserver& observer) {
    if (config.uses_postgres())
        return open_postgres(
            {.url = config.database_url, .connections = config.database_connections, .observer = observer});
    return open_sqlite({.path = config.database_file(), .observer = observer});
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
