#include "infrastructure/sql/migrate.hpp"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <thread>

#include "infrastructure/sql/temporary_sqlite.hpp"

namespace snapory {
namespace {

const Statement version{"test.version", "select max(version) from schema_version"};
const Statement tables{"test.tables", "select count(*) from sqlite_schema where name = 'photos'"};

int number(Database& database, const Statement& statement) {
    return database
        .read([&](Connection& connection) { return connection.one(statement, {}, first_column<int>); })
        .value_or(0);
}

TEST(Migrate, BringsAnEmptyDatabaseUpToDateAndThenDoesNothing) {
    TemporarySqlite database;
    EXPECT_EQ(number(*database, version), database->migrations().back().version);
    EXPECT_EQ(number(*database, tables), 1);
    EXPECT_EQ(migrate(*database), 0);
}

TEST(Migrate, RefusesADatabaseOfALaterVersion) {
    TemporarySqlite database;
    database->write([](Connection& connection) {
        connection.script("insert into schema_version (version, name) values (1000, 'from the future')");
    });
    try {
        migrate(*database);
        FAIL() << "a database of a later version was taken";
    } catch (const SchemaTooNew& refusal) {
        EXPECT_NE(std::string(refusal.what()).find("schema version 1000"), std::string::npos);
    }
}

TEST(Migrate, IsDoneByOneOfManyThatStartAtOnce) {
    TemporarySqlite folder;
    auto path = folder.path().parent_path() / "other.db";
    std::atomic<int> taken = 0;
    {
        std::array<std::jthread, 6> processes;
        for (auto& process : processes)
            process = std::jthread([&] {
                auto database = open_sqlite({.path = path, .readers = 1});
                taken += migrate(*database);
            });
    }
    EXPECT_EQ(taken, static_cast<int>(folder->migrations().size()));
}

TEST(Migrate, IsNumberedFromOneWithoutGaps) {
    TemporarySqlite database;
    int expected = 0;
    for (const auto& step : database->migrations()) EXPECT_EQ(step.version, ++expected) << step.name;
}

}  // namespace
}  // namespace snapory
