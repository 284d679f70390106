#include "infrastructure/sql/event_reads.hpp"

#include <gtest/gtest.h>

#include "infrastructure/memory/security.hpp"
#include "infrastructure/sql/repositories.hpp"
#include "infrastructure/sql/temporary_postgres.hpp"

namespace snapory {
namespace {

using namespace std::chrono_literals;

const Statement pause{"test.pause", "select pg_wal_replay_pause()"};
const Statement pause_state{"test.pause_state", "select pg_get_wal_replay_pause_state()"};
const Statement resume{"test.resume", "select pg_wal_replay_resume()"};

// A gallery over a server and its standby, and what became of each read.
struct EventReadsTest : testing::Test {
    TemporaryPostgres database;
    PostgresServer standby{PostgresServer::shared()};
    std::unique_ptr<Database> follower =
        open_postgres({.url = standby.url(database.name()), .wait = 200ms, .replica = true});
    std::vector<ReplicaRead> outcomes;
    Replica replica{*follower, [this](ReplicaRead outcome) { outcomes.push_back(outcome); }};
    MemoryFaceSeals seals;
    SqlRepositories rows{*database, seals, &replica};
    Event event;

    EventReadsTest() {
        event.id = EventId("wedding");
        event.organisation = OrganisationId("organisation");
        event.code = EventCode("23456789AB");
        rows.events.add(event).value();
        add_photo("first");
    }
    void add_photo(const std::string& name) {
        Photo photo;
        photo.id = PhotoId(name);
        photo.organisation = event.organisation;
        photo.event = event.id;
        photo.digest = Sha256(name);
        rows.photos.add(photo, std::nullopt, 0);
    }
    std::size_t photos() {
        PhotoQuery all;
        all.event = event.id;
        return rows.photos.list(all).items.size();
    }
    // What became of a read once the standby has seen everything, which it does by itself.
    ReplicaRead outcome_at_last() {
        const auto deadline = std::chrono::steady_clock::now() + 20s;
        do {
            photos();
        } while (outcomes.back() != ReplicaRead::served && std::chrono::steady_clock::now() < deadline);
        return outcomes.back();
    }
    void tell_standby(const Statement& statement) {
        follower->read([&](Connection& connection) { connection.run(statement, {}); });
    }
    void hold_standby() {
        tell_standby(pause);
        auto paused = [](Connection& connection) {
            return connection.one(pause_state, {}, first_column<std::string>) == "paused";
        };
        while (!follower->read(paused)) std::this_thread::yield();
    }
};

TEST_F(EventReadsTest, GoToTheReplicaOnceItHasSeenTheLastChange) {
    EXPECT_EQ(outcome_at_last(), ReplicaRead::served);
    EXPECT_EQ(photos(), 1U);
    rows.photos.facets(event.id, std::nullopt);
    EXPECT_EQ(outcomes.back(), ReplicaRead::served);
}

TEST_F(EventReadsTest, AreNeverOlderThanWhatIsCommitted) {
    ASSERT_EQ(outcome_at_last(), ReplicaRead::served);
    hold_standby();
    add_photo("second");
    EXPECT_EQ(photos(), 2U);
    EXPECT_EQ(outcomes.back(), ReplicaRead::behind);
    tell_standby(resume);
    EXPECT_EQ(outcome_at_last(), ReplicaRead::served);
    EXPECT_EQ(photos(), 2U);
}

TEST_F(EventReadsTest, DoWithoutAReplicaThatIsAway) {
    standby.stop();
    EXPECT_EQ(photos(), 1U);
    EXPECT_EQ(outcomes.back(), ReplicaRead::away);
    add_photo("second");
    EXPECT_EQ(photos(), 2U);
    standby.start();
    EXPECT_EQ(outcome_at_last(), ReplicaRead::served);
}

TEST_F(EventReadsTest, AReplicaMayComeLater) {
    standby.stop();
    auto absent = open_postgres({.url = standby.url(database.name()), .wait = 200ms, .replica = true});
    EXPECT_THROW(absent->read([](Connection&) {}), Unavailable);
}

}  // namespace
}  // namespace snapory
