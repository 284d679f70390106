#include "infrastructure/sql/postgres.hpp"

#include <gtest/gtest.h>

#include <latch>
#include <map>
#include <mutex>
#include <thread>

#include "application/ports/blob_store.hpp"
#include "application/ports/unavailable.hpp"
#include "infrastructure/sql/lists.hpp"
#include "infrastructure/sql/postgres_fault.hpp"
#include "infrastructure/sql/temporary_pgbouncer.hpp"
#include "infrastructure/sql/temporary_postgres.hpp"

namespace snapory {
namespace {

using namespace std::chrono_literals;

const Statement add_note{"notes.add", "insert into notes (id, text, bytes) values ($1, $2, $3)"};
const Statement count_notes{"notes.count", "select count(*) from notes"};
const Statement append{"notes.append", "update notes set text = text || 'x' where id = $1"};
const Statement wait_long{"test.wait", "select 1 from pg_sleep(60)"};
const Statement end_others{"test.end_others",
                           "select count(pg_terminate_backend(pid)) from pg_stat_activity "
                           "where datname = current_database() and pid <> pg_backend_pid()"};

class Postgres : public testing::Test {
protected:
    Postgres() {
        database->write([](Connection& connection) {
            connection.script("create table notes (id bigint primary key, text text, bytes bytea)");
        });
    }

    void add(int id) { add_in(*database, id); }
    static void add_in(Database& to, int id) {
        to.write([&](Connection& connection) { connection.run(add_note, {id, "note", nullptr}); });
    }
    int count() { return count_in(*database); }
    static int count_in(Database& of) {
        return of
            .read([](Connection& connection) { return connection.one(count_notes, {}, first_column<int>); })
            .value_or(-1);
    }
    void end_every_session() {
        auto other = open_postgres({.url = database.url()});
        other->write([](Connection& connection) { connection.run(end_others, {}); });
    }

    TemporaryPostgres database;
};

TEST_F(Postgres, UndoesWhatFails) {
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

TEST_F(Postgres, TellsOfTheFaultOfWhatNobodyWaitedFor) {
    add(1);
    EXPECT_THROW(database->write([](Connection& connection) {
        connection.send(add_note, {2, "", nullptr});
        connection.send(add_note, {1, "", nullptr});
        connection.send(add_note, {3, "", nullptr});
    }),
                 Unavailable);
    EXPECT_EQ(count(), 1);
    add(2);
    EXPECT_EQ(count(), 2);
}

TEST_F(Postgres, SendsMoreThanOnePipelineHolds) {
    std::string big(10'000, 'x');
    database->write([&](Connection& connection) {
        for (int id = 0; id < 1000; ++id) connection.send(add_note, {id, big, nullptr});
    });
    EXPECT_EQ(count(), 1000);
}

TEST_F(Postgres, ReadsOneState) {
    add(1);
    database->read([&](Connection& connection) {
        auto before = connection.one(count_notes, {}, first_column<int>);
        add(2);
        EXPECT_EQ(connection.one(count_notes, {}, first_column<int>), before);
    });
    EXPECT_EQ(count(), 2);
}

TEST_F(Postgres, GivesBackEveryKindOfValue) {
    const Statement all{"test.values", "select $2, $1, $3, $4, $5, $6, $1"};
    constexpr auto least = std::numeric_limits<std::int64_t>::min();
    using Bytes = std::vector<std::byte>;
    const Bytes bytes{std::byte{0}, std::byte{255}}, none;
    database->read([&](Connection& connection) {
        auto read = [&](const Row& row) {
            Columns columns(row);
            EXPECT_EQ(columns.next<std::string>(), "");
            EXPECT_EQ(columns.next<std::int64_t>(), least);
            EXPECT_EQ(columns.next<double>(), 0.1);
            EXPECT_EQ(columns.next<std::optional<TimePoint>>(), std::nullopt);
            EXPECT_EQ(columns.next<Bytes>(), bytes);
            EXPECT_EQ(columns.next<Bytes>(), none);
            return columns.next<std::optional<std::int64_t>>().has_value();
        };
        EXPECT_EQ(connection.one(
                      all, {least, std::string_view(), 0.1, std::optional<TimePoint>(), bytes, none}, read),
                  true);
    });
}

TEST_F(Postgres, TellsAWrongStatementFromADatabaseThatDoesNotAnswer) {
    auto run = [&](const char* sql) {
        database->read([&](Connection& connection) { connection.run({"test", sql}, {}); });
    };
    EXPECT_THROW(run("select wrong from nowhere"), std::logic_error);
    EXPECT_THROW(run("select $1"), std::logic_error) << "a parameter is missing";
    EXPECT_THROW(run("delete from notes"), Unavailable) << "a read may change nothing";
    EXPECT_THROW(open_postgres({.url = "postgresql://127.0.0.1:1/nowhere"}), Unavailable);
    EXPECT_THROW(open_postgres({.url = "postgresql://%zz"}), Unavailable);
}

// The boundary refuses such texts; should one pass, it must not look like a fault of the server.
TEST_F(Postgres, RefusesTextsThatAreNone) {
    for (std::string_view text : {std::string_view("a\0b", 3), std::string_view("\xff")})
        EXPECT_THROW(
            database->write([&](Connection& connection) { connection.run(add_note, {1, text, nullptr}); }),
            std::logic_error);
}

TEST_F(Postgres, GoesOnWhenEverySessionWasEnded) {
    add(1);
    end_every_session();
    EXPECT_EQ(count(), 1);
    end_every_session();
    add(2);
    end_every_session();
    database->write([](Connection& connection) { connection.send(add_note, {3, "", nullptr}); });
    EXPECT_EQ(count(), 3);
}

TEST_F(Postgres, BeginsAgainWhenItsSessionEndsInTheMiddle) {
    int runs = 0;
    database->write([&](Connection& connection) {
        connection.run(add_note, {1, "note", nullptr});
        if (++runs == 1) end_every_session();
        connection.run(add_note, {2, "note", nullptr});
    });
    EXPECT_EQ(runs, 2);
    EXPECT_EQ(count(), 2);
}

TEST_F(Postgres, SolvesADeadlock) {
    add(1);
    add(2);
    std::latch both(2);
    auto append_to = [&](int first, int second) {
        bool met = false;
        database->write([&](Connection& connection) {
            connection.run(append, {first});
            if (!std::exchange(met, true)) both.arrive_and_wait();
            connection.run(append, {second});
        });
    };
    std::jthread one([&] { append_to(1, 2); }), other([&] { append_to(2, 1); });
    one.join();
    other.join();
    const Statement lengths{"notes.lengths", "select sum(length(text)) :: bigint from notes"};
    EXPECT_EQ(database->read(
                  [&](Connection& connection) { return connection.one(lengths, {}, first_column<int>); }),
              2 * (4 + 2));
}

TEST_F(Postgres, LetsOnlyOneBeAlone) {
    std::atomic<int> inside = 0;
    std::vector<std::jthread> writers;
    for (int i = 0; i < 6; ++i)
        writers.emplace_back([&] {
            open_postgres({.url = database.url()})->write_alone([&](Connection& connection) {
                connection.run(count_notes, {});
                EXPECT_EQ(++inside, 1);
                std::this_thread::yield();
                --inside;
            });
        });
}

TEST_F(Postgres, WaitsForAConnectionAndThenSaysThatAllAreInUse) {
    auto small = open_postgres({.url = database.url(), .connections = 1, .wait = 50ms});
    small->read([&](Connection&) {
        try {
            count_in(*small);
            FAIL() << "there were two connections";
        } catch (const Unavailable& fault) {
            EXPECT_STREQ(fault.what(), "all 1 connections to the database are in use");
        }
    });
    EXPECT_EQ(count_in(*small), 0);
}

TEST_F(Postgres, EndsWhatTakesTooLong) {
    auto hasty = open_postgres({.url = database.url(), .statement = 50ms, .lock = 20ms, .idle = 50ms});
    EXPECT_THROW(hasty->read([](Connection& connection) { connection.run(wait_long, {}); }), Unavailable);
    add(1);
    database->write([&](Connection& connection) {
        connection.run(append, {1});
        EXPECT_THROW(hasty->write([](Connection& other) { other.run(append, {1}); }), Unavailable);
    });
    EXPECT_EQ(count_in(*hasty), 1);
}

TEST_F(Postgres, CountsEveryStatementByName) {
    std::mutex mutex;
    std::map<std::string, int, std::less<>> runs;
    auto observed = open_postgres({.url = database.url(), .observer = [&](auto name, auto) {
                                       std::lock_guard lock(mutex);
                                       ++runs[std::string(name)];
                                   }});
    for (int id = 0; id < 3; ++id) add_in(*observed, id);
    EXPECT_EQ(runs, (std::map<std::string, int, std::less<>>{
                        {"notes.add", 3}, {"transaction.commit", 3}, {"transaction.write", 3}}));
}

// A list has few lengths, but nothing may keep every text that there ever was.
TEST_F(Postgres, ForgetsStatementsThatAreTooMany) {
    database->read([](Connection& connection) {
        for (int i = 0; i < 600; ++i)
            EXPECT_EQ(connection.one({"test", "select " + std::to_string(i % 400)}, {}, first_column<int>),
                      i % 400);
    });
}

TEST_F(Postgres, ClosesWhatItDoesNotNeed) {
    const Statement sessions{"test.sessions",
                             "select count(*) from pg_stat_activity where datname = current_database()"};
    database.reopen();
    auto open = database->read(
        [&](Connection& connection) { return connection.one(sessions, {}, first_column<int>); });
    EXPECT_EQ(open, 1);
}

TEST_F(Postgres, WorksThroughAPoolerThatGivesEachTransactionAnotherSession) {
    auto& pooler = TemporaryPgbouncer::shared();
    auto one = open_postgres({.url = pooler.url(database.name())});
    auto other = open_postgres({.url = pooler.url(database.name())});
    std::vector<std::jthread> writers;
    for (auto* process : {one.get(), other.get()})
        for (int t = 0; t < 4; ++t)
            writers.emplace_back([&, process, t] {
                for (int i = 0; i < 20; ++i) {
                    add_in(*process, (process == one.get() ? 1000 : 2000) + t * 100 + i);
                    EXPECT_GT(count_in(*process), 0);
                }
            });
    writers.clear();
    EXPECT_EQ(count(), 160);
    EXPECT_EQ(migrate(*one), 0);
    auto hasty = open_postgres({.url = pooler.url(database.name()), .statement = 50ms});
    EXPECT_THROW(hasty->read([](Connection& connection) { connection.run(wait_long, {}); }), Unavailable);
}

TEST_F(Postgres, MakesItsTablesThroughAPooler) {
    PostgresServer::shared().administer("create database bare");
    std::vector<std::jthread> processes;
    std::atomic<int> taken = 0;
    for (int i = 0; i < 3; ++i)
        processes.emplace_back(
            [&] { taken += migrate(*open_postgres({.url = TemporaryPgbouncer::shared().url("bare")})); });
    processes.clear();
    EXPECT_EQ(taken, static_cast<int>(database->migrations().size())) << "each step once";
    PostgresServer::shared().administer("drop database bare with (force)");
}

TEST(PostgresServerStop, IsToldAndThenForgotten) {
    PostgresServer server;
    auto database = open_postgres({.url = server.url("postgres")});
    const Statement one{"test.one", "select 1"};
    auto ask = [&] {
        return database->read(
            [&](Connection& connection) { return connection.one(one, {}, first_column<int>); });
    };
    EXPECT_EQ(ask(), 1);
    server.stop();
    EXPECT_THROW(ask(), Unavailable);
    EXPECT_THROW(ask(), Unavailable) << "told at once, without a try";
    server.start();
    auto deadline = std::chrono::steady_clock::now() + 10s;
    for (bool answered = false; !answered;) {
        ASSERT_LT(std::chrono::steady_clock::now(), deadline);
        try {
            answered = ask() == 1;
        } catch (const Unavailable&) {
            std::this_thread::yield();
        }
    }
}

TEST(PostgresFaultTable, TellsWhatACodeMeans) {
    struct Row {
        const char* code;
        PostgresFault meaning;
    };
    using enum PostgresFault;
    for (auto [code, meaning] : {Row{"", lost},
                                 Row{"08006", lost},
                                 Row{"57P01", lost},
                                 Row{"57P03", lost},
                                 Row{"25006", lost},
                                 Row{"25P03", lost},
                                 Row{"26000", lost},
                                 Row{"40001", conflict},
                                 Row{"40P01", conflict},
                                 Row{"23505", conflict},
                                 Row{"53100", full},
                                 Row{"53300", unavailable},
                                 Row{"57014", unavailable},
                                 Row{"55P03", unavailable},
                                 Row{"42501", unavailable},
                                 Row{"23503", unavailable},
                                 Row{"58030", unavailable},
                                 Row{"42601", wrong},
                                 Row{"42P01", wrong},
                                 Row{"22021", wrong},
                                 Row{"0A000", wrong},
                                 Row{"XX000", unavailable}})
        EXPECT_EQ(fault_of(code), meaning) << code;
    EXPECT_THROW(throw_fault("53100", "full"), StorageFull);
}

}  // namespace
}  // namespace snapory
