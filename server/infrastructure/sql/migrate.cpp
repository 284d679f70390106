#include "infrastructure/sql/migrate.hpp"

namespace snapory {
namespace {

const Statement current_version{"schema.version", "select coalesce(max(version), 0) from schema_version"};
const Statement add_version{"schema.add_version",
                            "insert into schema_version (version, name) values ($1, $2)"};

void refuse_newer(int held, int known) {
    if (held <= known) return;
    throw SchemaTooNew("the database has schema version " + std::to_string(held) +
                       ", but this program knows only up to " + std::to_string(known) +
                       "; start the version of snapory that wrote it, or a later one");
}

}  // namespace

int migrate(Database& database) {
    auto steps = database.migrations();
    return database.write_alone([&](Connection& connection) {
        connection.script(
            "create table if not exists schema_version (version bigint not null primary key, "
            "name text not null)");
        int held = connection.one(current_version, {}, first_column<int>).value_or(0);
        refuse_newer(held, steps.back().version);
        int taken = 0;
        for (const auto& step : steps) {
            if (step.version <= held) continue;
            connection.script(std::string(step.sql));
            connection.run(add_version, {step.version, step.name});
            ++taken;
        }
        return taken;
    });
}

}  // namespace snapory
