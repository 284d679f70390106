#include "infrastructure/sql/kept.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "infrastructure/sql/temporary_sqlite.hpp"

namespace snapory {
namespace {

const Statement add_one{"counter.add", "update counter set number = number + 1"};
const Statement read_number{"counter.read", "select number from counter"};

class KeptTest : public testing::Test {
protected:
    KeptTest() {
        database->write([](Connection& connection) {
            connection.script(
                "create table counter (number integer not null) strict; insert into counter values (0)");
        });
    }

    void add(Database& by) {
        by.write([](Connection& connection) { connection.run(add_one, {}); });
    }
    int number(const std::string& key = "number") {
        return kept.find(key, [this] {
            ++reads;
            return database->read([](Connection& connection) {
                return connection.one(read_number, {}, first_column<int>).value_or(-1);
            });
        });
    }

    TemporarySqlite database;
    Kept<int> kept{*database};
    std::atomic<int> reads = 0;
};

TEST_F(KeptTest, ReadsOnceWhileNothingIsCommitted) {
    for (int i = 0; i < 3; ++i) EXPECT_EQ(number(), 0);
    EXPECT_EQ(reads, 1);
    number("another");
    EXPECT_EQ(reads, 2);
    number();
    EXPECT_EQ(reads, 2);
}

TEST_F(KeptTest, ReadsAgainAfterEveryCommitOfAnybody) {
    EXPECT_EQ(number(), 0);
    add(*database);
    EXPECT_EQ(number(), 1);
    auto other = open_sqlite({.path = database.path(), .readers = 1});
    add(*other);
    EXPECT_EQ(number(), 2);
    EXPECT_EQ(reads, 3);
}

TEST_F(KeptTest, ForgetsRatherThanGrowsWithoutEnd) {
    for (int i = 0; i <= 1000; ++i) number(std::to_string(i));
    reads = 0;
    number("0");
    EXPECT_EQ(reads, 1);
}

TEST_F(KeptTest, GivesNothingOlderThanWhatWasCommittedBefore) {
    constexpr int commits = 200;
    std::atomic<int> committed = 0;
    std::vector<std::jthread> readers;
    for (int i = 0; i < 4; ++i)
        readers.emplace_back([&] {
            while (committed < commits) {
                const int least = committed;
                EXPECT_GE(number(), least);
            }
        });
    for (int i = 1; i <= commits; ++i) {
        add(*database);
        committed = i;
    }
}

class ServerDatabase final : public Database {
    std::span<const Migration> migrations() const override { return {}; }
    void run_read(const Task&) override {}
    void run_write(const Task&) override {}
    void run_write_alone(const Task&) override {}
};

TEST(Kept, KeepsNothingWhereTheStateIsNotKnown) {
    ServerDatabase database;
    Kept<int> kept(database);
    int reads = 0;
    const auto read = [&] { return ++reads; };
    EXPECT_EQ(kept.find("key", read), 1);
    EXPECT_EQ(kept.find("key", read), 2);
}

}  // namespace
}  // namespace snapory
