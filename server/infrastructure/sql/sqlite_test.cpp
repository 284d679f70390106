#include "infrastructure/sql/sqlite.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <latch>
#include <map>
#include <mutex>
#include <thread>

#include "application/ports/blob_store.hpp"
#include "application/ports/unavailable.hpp"
#include "infrastructure/sql/lists.hpp"
#include "infrastructure/sql/temporary_sqlite.hpp"

namespace snapory {
namespace {

const Statement add_note{"notes.add", "insert into notes (id, text, bytes) values ($1, $2, $3)"};
const Statement count_notes{"notes.count", "select count(*) from notes"};

class Sqlite : public testing::Test {
protected:
    Sqlite() {
        database->write([](Connection& connection) {
            connection.script(
                "create table notes (id integer not null primary key, text text, bytes blob) strict");
        });
    }

    void add(int id) {
        database->write([&](Connection& connection) { connection.run(add_note, {id, "note", nullptr}); });
    }
    int count() { return count_in(*database); }
    static int count_in(Database& of) {
        return of
            .read([](Connection& connection) { return connection.one(count_notes, {}, first_column<int>); })
            .value_or(-1);
    }

    TemporarySqlite database;
};

TEST_F(Sqlite, KeepsWhatWasWrittenAfterReopening) {
    add(1);
    database.reopen();
    EXPECT_EQ(count(), 1);
}

TEST_F(Sqlite, UndoesARequestThatFailsAndOnlyThat) {
    add(1);
    EXPECT_THROW(database->write([](Connection& connection) {
        connection.run(add_note, {2, "half", nullptr});
        throw std::domain_error("changed my mind");
    }),
                 std::domain_error);
    EXPECT_THROW(add(1), Unavailable);
    add(3);
    EXPECT_EQ(count(), 2);
}

TEST_F(Sqlite, AnswersEveryOneOfManyWritersByTheirOwnOutcome) {
    constexpr int threads = 8, writes = 25;
    std::atomic<int> refused = 0;
    {
        std::vector<std::jthread> writers;
        writers.reserve(threads);
        for (int t = 0; t < threads; ++t)
            writers.emplace_back([&, t] {
                for (int i = 0; i < writes; ++i) {
                    try {
                        add(i % 5 == 0 ? -1 : t * writes + i);  // every fifth clashes, but the very first
                    } catch (const Unavailable&) {
                        ++refused;
                    }
                }
            });
    }
    EXPECT_EQ(refused, threads * writes / 5 - 1);
    EXPECT_EQ(count(), threads * writes * 4 / 5 + 1);
}

TEST_F(Sqlite, CommitsThoseThatWaitTogether) {
    std::mutex mutex;
    std::map<std::string, int, std::less<>> runs;
    auto observed = open_sqlite({.path = database.path(), .readers = 1, .observer = [&](auto name, auto) {
                                     std::lock_guard lock(mutex);
                                     ++runs[std::string(name)];
                                 }});
    std::latch busy(1), queued(1);
    std::vector<std::jthread> writers;
    writers.emplace_back([&] {
        observed->write([&](Connection&) {
            busy.count_down();
            queued.wait();
        });
    });
    busy.wait();
    std::atomic<int> started = 0;
    for (int i = 0; i < 10; ++i)
        writers.emplace_back([&, i] {
            ++started;
            observed->write([&](Connection& connection) { connection.run(add_note, {i, "x", nullptr}); });
        });
    while (started < 10) std::this_thread::yield();
    std::this_thread::sleep_for(
        std::chrono::milliseconds(50));  // all but surely queued; if not, more commits
    queued.count_down();
    writers.clear();
    EXPECT_EQ(runs["notes.add"], 10);
    EXPECT_LE(runs["transaction.commit"], 6);
    EXPECT_EQ(count(), 10);
}

TEST_F(Sqlite, LosesNoUpdateBetweenTwoProcesses) {
    add(1);
    const Statement append{"notes.append", "update notes set text = text || 'x' where id = 1"};
    const Statement length{"notes.length", "select length(text) from notes"};
    auto other = open_sqlite({.path = database.path(), .readers = 1});
    {
        std::vector<std::jthread> writers;
        for (auto* process : {&*database, other.get()})
            for (int t = 0; t < 2; ++t)
                writers.emplace_back([&, process] {
                    for (int i = 0; i < 25; ++i)
                        process->write([&](Connection& connection) { connection.run(append, {}); });
                });
    }
    auto found =
        database->read([&](Connection& connection) { return connection.one(length, {}, first_column<int>); });
    EXPECT_EQ(found, 4 + 100);
}

TEST_F(Sqlite, ReadsOneStateHoweverLongTheReadingTakes) {
    add(1);
    database->read([&](Connection& connection) {
        auto before = connection.one(count_notes, {}, first_column<int>);
        add(2);
        EXPECT_EQ(connection.one(count_notes, {}, first_column<int>), before);
    });
    EXPECT_EQ(count(), 2);
}

TEST_F(Sqlite, GivesBackEveryKindOfValue) {
    const Statement all{"test.values", "select $2, $1, $3, $4, $5, $6, $1"};
    using Bytes = std::vector<std::byte>;
    const Bytes bytes{std::byte{0}, std::byte{255}}, none;
    database->read([&](Connection& connection) {
        auto read = [&](const Row& row) {
            Columns columns(row);
            EXPECT_EQ(columns.next<std::string>(), "");
            EXPECT_EQ(columns.next<std::int64_t>(), std::numeric_limits<std::int64_t>::min());
            EXPECT_EQ(columns.next<double>(), 0.1);
            EXPECT_EQ(columns.next<std::optional<TimePoint>>(), std::nullopt);
            EXPECT_EQ(columns.next<Bytes>(), bytes);
            EXPECT_EQ(columns.next<Bytes>(), none);
            return columns.next<std::optional<std::int64_t>>().has_value();
        };
        EXPECT_EQ(connection.one(all,
                                 {std::numeric_limits<std::int64_t>::min(), std::string_view(), 0.1,
                                  std::optional<TimePoint>(), bytes, none},
                                 read),
                  true);
    });
}

TEST_F(Sqlite, TellsAWrongStatementFromADatabaseThatDoesNotAnswer) {
    auto run = [&](const char* sql) {
        database->read([&](Connection& connection) { connection.run({"test", sql}, {}); });
    };
    EXPECT_THROW(run("select wrong from nowhere"), std::logic_error);
    EXPECT_THROW(run("select $1"), std::logic_error) << "a parameter is missing";
    EXPECT_THROW(run("select ?"), std::logic_error) << "parameters have numbers";
    EXPECT_THROW(open_sqlite({.path = "/nowhere/snapory.db"}), Unavailable);
}

TEST_F(Sqlite, SaysThatTheDiskIsFullAndLivesOn) {
    database->write([](Connection& connection) { connection.script("pragma max_page_count = 200"); });
    std::string big(4'000'000, 'x');
    EXPECT_THROW(
        database->write([&](Connection& connection) { connection.run(add_note, {1, big, nullptr}); }),
        StorageFull);
    add(2);
    EXPECT_EQ(count(), 1);
}

TEST_F(Sqlite, PreparesListsOfIdsInFewSizes) {
    std::vector<PhotoId> ids(5, PhotoId("a"));
    std::vector<Parameter> parameters{1};
    EXPECT_EQ(bind_list(parameters, std::span<const PhotoId>(ids)), "($2, $3, $4, $5, $6, $7, $8, $9)");
    EXPECT_EQ(parameters.size(), 9U);
    EXPECT_EQ(bind_list(parameters, std::span<const PhotoId>()), "(null)");
}

TEST_F(Sqlite, NamesOneStateUntilSomethingIsCommitted) {
    const auto before = database->state();
    ASSERT_TRUE(before);
    EXPECT_EQ(count(), 0);
    EXPECT_EQ(database->state(), before);
    add(1);
    const auto after = database->state();
    EXPECT_NE(after, before);
    EXPECT_THROW(add(1), Unavailable);
    EXPECT_EQ(database->state(), after);
}

TEST_F(Sqlite, SeesInItsStateWhatAnotherProcessCommits) {
    for (int id = 1; id <= 3; ++id) {
        const auto before = database->state();
        const auto child = fork();
        if (child == 0) {
            auto own = open_sqlite({.path = database.path(), .readers = 1});
            own->write([&](Connection& connection) { connection.run(add_note, {id, "note", nullptr}); });
            _exit(0);
        }
        int status = -1;
        waitpid(child, &status, 0);
        ASSERT_EQ(status, 0);
        EXPECT_NE(database->state(), before);
        EXPECT_EQ(count(), id);
    }
}

// The child says over the pipe what was acknowledged, and is killed while it goes on.
void write_until_killed(const std::filesystem::path& path, int pipe) {
    auto database = open_sqlite({.path = path, .readers = 1});
    for (int id = 1;; ++id) {
        database->write([&](Connection& connection) { connection.run(add_note, {id, "note", nullptr}); });
        if (write(pipe, &id, sizeof id) != sizeof id) _exit(1);
    }
}

TEST_F(Sqlite, KeepsWhatItAcknowledgedWhenItIsKilled) {
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    auto child = fork();
    if (child == 0) write_until_killed(database.path(), ends[1]);
    int acknowledged = 0;
    while (acknowledged < 50)
        ASSERT_EQ(read(ends[0], &acknowledged, sizeof acknowledged), sizeof acknowledged);
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    close(ends[1]);
    for (int id = 0; read(ends[0], &id, sizeof id) == sizeof id;) acknowledged = id;
    close(ends[0]);
    database.reopen();
    EXPECT_GE(count(), acknowledged);
    EXPECT_LE(count(), acknowledged + 1);
}

}  // namespace
}  // namespace snapory
