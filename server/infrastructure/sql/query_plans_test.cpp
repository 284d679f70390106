#include <gtest/gtest.h>

#include <regex>

#include "infrastructure/memory/security.hpp"
#include "infrastructure/sql/repositories.hpp"
#include "infrastructure/sql/temporary_postgres.hpp"
#include "infrastructure/sql/temporary_sqlite.hpp"

// How the databases find what is asked for most: by an index, and without reading more of it than is shown.
namespace snapory {
namespace {

// 2,000 events of 20 organisations; ten of them go on at once, with 1,000 photos each. There is a face in
// every photo, and each tenth waits for the host.
const char* fill =
    "with recursive n (i) as (values (1) union all select i + 1 from n where i < 1999) "
    "insert into events (id, organisation_id, code, title, time_zone, state, pin_hash, face_search, "
    "guest_upload, guest_view, guest_download, approval, location, photos_per_guest, faces_expire_at, "
    "created_at) "
    "select 'event-' || i, 'organisation-' || (i % 20), i, 'Event', 'UTC', 'open', '', 1, 1, 1, 1, "
    "'automatic', 'off', 0, i, i from n;"
    "with recursive n (i) as (values (0) union all select i + 1 from n where i < 9999) "
    "insert into photos (id, organisation_id, event_id, uploader_kind, uploader_id, uploader_name, "
    "file_name, media_type, bytes, digest, state, failure, moderation, taken_at, taken_source, created_at) "
    "select 'photo-' || i, 'organisation', 'event-' || (i / 1000), 'guest', 'guest-' || (i % 100), 'Grace', "
    "'IMG.jpg', 'jpeg', 1, i, 'ready', '', case when i % 10 = 0 then 'pending' else 'approved' end, i % "
    "1000, "
    "'exif', i % 1000 from n;"
    "with recursive n (i) as (values (1) union all select i + 1 from n where i < 4) "
    "insert into faces (photo_id, id, organisation_id, x, y, width, height, score, quality, model) "
    "select photos.id, 'face-' || n.i, organisation_id, 0, 0, 1, 1, 1, 1, 'model' from photos, n;"
    "insert into photo_words (photo_id, source, word, organisation_id, event_id) "
    "select id, 'photo', 'img', organisation_id, event_id from photos;"
    "insert into photo_words (photo_id, source, word, organisation_id, event_id) "
    "select id, 'photo', 'cake', organisation_id, event_id from photos where taken_at % 100 = 0;"
    "with recursive n (i) as (values (1) union all select i + 1 from n where i < 4) "
    "insert into photo_tags (photo_id, name, organisation_id, event_id, score, model) "
    "select photos.id, 'tag-' || n.i, organisation_id, event_id, 1, 'model' from photos, n;";
const char* fill_verdicts =
    "insert into tag_verdicts (photo_id, name, organisation_id, event_id, shows) "
    "select id, 'tag', organisation_id, event_id, 1 from photos";
const std::string fill_embeddings =
    "insert into photo_embeddings (photo_id, organisation_id, event_id, model, direction) "
    "select id, organisation_id, event_id, 'model', ";

struct SqlitePlanner {
    using Temporary = TemporarySqlite;
    static constexpr const char* explain = "explain query plan ";
    static constexpr int column = 3;
    static constexpr const char* whole_table = "SCAN ";
    static constexpr const char* sorting = "USE TEMP B-TREE FOR ORDER BY";
    static constexpr const char* statistics = "";  // it plans without
    static constexpr const char* bytes = "x'7f01'";
};

struct PostgresPlanner {
    using Temporary = TemporaryPostgres;
    static constexpr const char* explain = "explain ";
    static constexpr int column = 0;
    static constexpr const char* whole_table = "Seq Scan";
    static constexpr const char* sorting = "Sort";
    static constexpr const char* statistics = "analyze";
    static constexpr const char* bytes = "cast('\\x7f01' as bytea)";
};

// Keeps the plan of what is read by way of it.
template <class Planner>
class ExplainedDatabase final : public Database {
public:
    explicit ExplainedDatabase(Database& database) : database_(database) {}

    std::span<const Migration> migrations() const override { return database_.migrations(); }
    std::string take_plan() { return std::exchange(plan_, {}); }

protected:
    void run_read(const Task& task) override {
        database_.read([&](Connection& connection) {
            Explained explained(connection, plan_);
            task(explained);
        });
    }
    void run_write(const Task& task) override { database_.write(task); }
    void run_write_alone(const Task& task) override { database_.write_alone(task); }

private:
    class Explained final : public Connection {
    public:
        Explained(Connection& connection, std::string& plan) : connection_(connection), plan_(plan) {}

        std::size_t run(const Statement& statement, std::span<const Parameter> parameters,
                        const Visit& visit) override {
            Statement explanation{"test.explain", Planner::explain + statement.text};
            plan_.append(statement.name).append("\n");
            connection_.run(explanation, parameters, [this](const Row& row) {
                plan_.append("  ").append(row.text(Planner::column)).append("\n");
            });
            return connection_.run(statement, parameters, visit);
        }
        void script(const std::string& sql) override { connection_.script(sql); }

    private:
        Connection& connection_;
        std::string& plan_;
    };

    Database& database_;
    std::string plan_;
};

template <class Planner>
class QueryPlans : public testing::Test {
protected:
    QueryPlans() {
        Event first;  // by the program itself, with its tallies
        first.id = event;
        first.organisation = organisation;
        first.code = EventCode("23456789AB");
        rows.events.add(first).value();
        database->write_alone([](Connection& connection) {
            connection.script(fill);
            connection.script(fill_embeddings + Planner::bytes + " from photos");
            connection.script(fill_verdicts);
            connection.script(Planner::statistics);
        });
        explained.take_plan();
    }

    auto list(PhotoQuery query) {
        query.event = event;
        return rows.photos.list(query);
    }
    void expect_index() {
        auto plan = explained.take_plan();
        EXPECT_FALSE(plan.empty());
        // The few rows that a statement counted are a list of its own, and no table.
        plan = std::regex_replace(plan, std::regex("SCAN counted"), "");
        EXPECT_EQ(plan.find(Planner::whole_table), std::string::npos) << plan;
    }
    // The index has the rows in order, so that only those of the page are read.
    void expect_ordered_index() {
        auto plan = explained.take_plan();
        EXPECT_FALSE(plan.empty());
        auto first = plan.substr(0, plan.find("\nphotos.found"));  // those of a page are put in order
        EXPECT_EQ(first.find(Planner::sorting), std::string::npos) << plan;
        EXPECT_EQ(plan.find(Planner::whole_table), std::string::npos) << plan;
    }

    EventId event{"event-0"};
    OrganisationId organisation{"organisation-0"};
    MemoryFaceSeals seals;
    typename Planner::Temporary database;
    ExplainedDatabase<Planner> explained{*database};
    SqlRepositories rows{explained, seals};
};

using Planners = testing::Types<SqlitePlanner, PostgresPlanner>;
struct PlannerNames {
    template <class Planner>
    static std::string GetName(int) {
        return std::is_same_v<Planner, SqlitePlanner> ? "Sqlite" : "Postgres";
    }
};
TYPED_TEST_SUITE(QueryPlans, Planners, PlannerNames);

TYPED_TEST(QueryPlans, GalleryPagesAreReadInOrder) {
    for (auto sort : {PhotoSort::taken_at, PhotoSort::created_at}) {
        auto first = this->list({.sort = sort});
        this->expect_ordered_index();
        EXPECT_EQ(this->list({.sort = sort, .after = first.next}).items.size(), 60U);
        this->expect_ordered_index();
    }
}

TYPED_TEST(QueryPlans, GuestsSeeTheirPageByTheSameIndex) {
    PhotoQuery query{.visible_to = Uploader{Uploader::Kind::guest, "guest-1", "Grace"}};
    EXPECT_EQ(this->list(query).items.size(), 60U);
    this->expect_ordered_index();
}

TYPED_TEST(QueryPlans, TopsOfStacksAreReadInTheSameOrder) {
    for (const auto& reader :
         {std::optional<Uploader>(), std::optional(Uploader{Uploader::Kind::guest, "guest-1", "Grace"})}) {
        EXPECT_EQ(this->list({.stacks = true, .visible_to = reader}).items.size(), 60U);
        this->expect_ordered_index();
    }
}

TYPED_TEST(QueryPlans, WhatWaitsForTheHostHasAnIndexOfItsOwn) {
    EXPECT_EQ(this->list({.moderation = Moderation::pending}).items.size(), 60U);
    this->expect_index();
}

TYPED_TEST(QueryPlans, ASearchStaysWithinItsEvent) {
    EXPECT_EQ(this->list({.text = "cake"}).items.size(), 10U);
    this->expect_index();
    EXPECT_EQ(this->list({.uploader = "guest-1"}).items.size(), 10U);
    this->expect_index();
    EXPECT_TRUE(this->list({.person = PersonId("nobody")}).items.empty());
    this->expect_index();
    EXPECT_EQ(this->list({.among = {{PhotoId("photo-1"), PhotoId("photo-9999")}}}).items.size(), 1U);
    this->expect_index();
}

TYPED_TEST(QueryPlans, WhatIsSaidOfManyPhotosIsLookedForInTheirOrder) {
    EXPECT_EQ(this->list({.text = "img"}).items.size(), 60U);
    this->expect_ordered_index();
    EXPECT_EQ(this->list({.tags = {"tag-1"}}).items.size(), 60U);
    this->expect_ordered_index();
}

TYPED_TEST(QueryPlans, FiltersAreCountedWithinTheirEvent) {
    const std::vector<Facet> all{{"tag-1", 1000}, {"tag-2", 1000}, {"tag-3", 1000}, {"tag-4", 1000}};
    EXPECT_EQ(this->rows.photos.facets(this->event, std::nullopt).tags, all);
    this->expect_index();
}

TYPED_TEST(QueryPlans, WhatPhotosLookLikeIsReadOfTheirEventAlone) {
    EXPECT_EQ(this->rows.photos.embeddings(this->event, ModelId("model")).size(), 1000U);
    this->expect_index();
}

TYPED_TEST(QueryPlans, WhatHostsSaidOfATagIsReadOfTheirEventAlone) {
    EXPECT_EQ(this->rows.host_tags.judged(this->event, "tag").size(), 1000U);
    this->expect_index();
}

TYPED_TEST(QueryPlans, WhoLooksForLateWorkReadsOnlyPhotosThatHaveSome) {
    EXPECT_FALSE(this->rows.jobs.claim_late("worker", TimePoint()));
    EXPECT_NE(this->explained.take_plan().find("photos_late"), std::string::npos);
}

TYPED_TEST(QueryPlans, EventsOfAnOrganisationAreReadInOrder) {
    auto first = this->rows.events.list({this->organisation}, 5, std::nullopt);
    this->expect_ordered_index();
    EXPECT_EQ(this->rows.events.list({this->organisation}, 5, first.next).items.size(), 5U);
    this->expect_ordered_index();
}

}  // namespace
}  // namespace snapory
