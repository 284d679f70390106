#include "infrastructure/sql/migrate.hpp"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <thread>

#include "infrastructure/sql/migrations.hpp"
#include "infrastructure/sql/temporary_postgres.hpp"
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

std::vector<std::string> texts(Database& database, const Statement& statement) {
    return database.read([&](Connection& connection) {
        return connection.all(statement, {}, [](const Row& row) { return std::string(row.text(0)); });
    });
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
    int expected = 0;
    for (const auto& step : sqlite_migrations()) EXPECT_EQ(step.version, ++expected) << step.name;
}

TEST(Migrate, HasEveryStepForBothDatabases) {
    auto names = [](std::span<const Migration> steps) {
        std::vector<std::string_view> all;
        for (const auto& step : steps) all.push_back(step.name);
        return all;
    };
    EXPECT_EQ(names(sqlite_migrations()), names(postgres_migrations()));
}

// Of each table its columns and whether they may be null; of each index its name.
TEST(Migrate, MakesTheSameSchemaInBothDatabases) {
    TemporarySqlite sqlite;
    TemporaryPostgres postgres;
    const Statement in_sqlite{
        "test.columns",
        "select t.name || '.' || c.name || case when c.\"notnull\" or c.pk > 0 then ' not null' else '' end "
        "from sqlite_schema t, pragma_table_info(t.name) c where t.type = 'table' and t.name not like "
        "'sqlite%' "
        "union all select name from sqlite_schema where type = 'index' and name not like 'sqlite%' order by "
        "1"};
    const Statement in_postgres{
        "test.columns",
        "select table_name || '.' || column_name || case is_nullable when 'NO' then ' not null' else '' end "
        "collate \"C\" from information_schema.columns where table_schema = 'public' "
        "union all select indexname from pg_indexes i where schemaname = 'public' and not exists "
        "(select 1 from pg_constraint c where c.conname = i.indexname) order by 1"};
    EXPECT_EQ(texts(*sqlite, in_sqlite), texts(*postgres, in_postgres));
}

// Else the locale of a server would order rows, and an update of its operating system could damage indexes.
TEST(Migrate, ComparesEveryTextOfPostgresByteByByte) {
    TemporaryPostgres postgres;
    const Statement others{"test.collations",
                           "select table_name || '.' || column_name from information_schema.columns "
                           "where table_schema = 'public' and data_type = 'text' "
                           "and collation_name is distinct from 'C' and table_name <> 'schema_version'"};
    EXPECT_EQ(texts(*postgres, others), std::vector<std::string>());
}

TEST(Migrate, IsDoneByOneOfManyThatStartAtOnceOnPostgres) {
    auto& server = PostgresServer::shared();
    server.administer("create database empty");
    std::atomic<int> taken = 0;
    {
        std::array<std::jthread, 6> processes;
        for (auto& process : processes)
            process = std::jthread([&] { taken += migrate(*open_postgres({.url = server.url("empty")})); });
    }
    EXPECT_EQ(taken, static_cast<int>(postgres_migrations().size()));
}

}  // namespace
}  // namespace snapory
