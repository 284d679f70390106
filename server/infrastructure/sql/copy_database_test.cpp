#include "infrastructure/sql/copy_database.hpp"

#include <gtest/gtest.h>

#include <map>

#include "infrastructure/memory/security.hpp"
#include "infrastructure/sql/repositories.hpp"
#include "infrastructure/sql/temporary_postgres.hpp"
#include "infrastructure/sql/temporary_sqlite.hpp"

namespace snapory {
namespace {

constexpr TimePoint noon{std::chrono::seconds(1'781'956'800)};
constexpr int photos = 1234;  // more than a page of the copy

const char* fill =
    "with recursive n (i) as (values (0) union all select i + 1 from n where i < 1233) "
    "insert into photos (id, organisation_id, event_id, uploader_kind, uploader_id, uploader_name, "
    "file_name, "
    "media_type, bytes, digest, state, failure, moderation, taken_at, taken_source, created_at) "
    "select 'photo-' || i, 'organisation', 'event', 'guest', 'grace', 'Grace', 'IMG.jpg', 'jpeg', "
    "1000000000000, i, "
    "'processing', '', 'approved', i, 'exif', i from n";

class CopyDatabase : public testing::Test {
protected:
    CopyDatabase() {
        event.id = EventId("event");
        event.organisation = OrganisationId("organisation");
        event.code = EventCode("23456789AB");
        event.title = "Zoë & ‮Ada";
        event.created_at = noon;
        SqlRepositories rows(*from, seals);
        rows.events.add(event).value();
        rows.guests.add({GuestId("grace"), event.id, "Grace", noon, std::nullopt}, event.organisation);
        from->write([](Connection& connection) { connection.script(fill); });
        auto job = rows.jobs.claim("worker", noon).value();
        auto found = job.photo;
        found.details = PhotoDetails{};
        found.details->sharpness = 0.1;
        rows.jobs.finish(job, found, {.faces = {face_of(found.id)}}, noon);
    }

    Photo photo(int number) const {
        Photo made;
        made.id = PhotoId("photo-" + std::to_string(number));
        made.organisation = event.organisation;
        made.event = event.id;
        made.uploader = {Uploader::Kind::guest, "grace", "Grace"};
        made.file_name = "IMG.jpg";
        made.bytes = 1'000'000'000'000;
        made.digest = Sha256(std::to_string(number));
        made.created_at = made.taken_at = noon + std::chrono::seconds(number);
        return made;
    }

    static Face face_of(const PhotoId& photo) {
        Face face;
        face.id = FaceId("face");
        face.photo = photo;
        face.box = {0.1F, 0.2F, 0.3F, 0.4F};
        face.code = {0.6F, -0.0F, 0.8F};
        face.model = ModelId("model");
        return face;
    }

    void copy() {
        copy_database(*from, *to,
                      [&](std::string_view table, std::uint64_t rows) { told[std::string(table)] = rows; });
    }

    MemoryFaceSeals seals;
    TemporarySqlite from;
    TemporaryPostgres to;
    Event event;
    std::map<std::string, std::uint64_t> told;
};

TEST_F(CopyDatabase, CopiesEveryRowAndTellsOfEveryTable) {
    copy();
    EXPECT_EQ(told["photos"], static_cast<std::uint64_t>(photos));
    EXPECT_EQ(told["changes"], 1U);
    EXPECT_EQ(told["event_tallies"], 1U);
    EXPECT_EQ(told["face_codes"], 1U);
    SqlRepositories before(*from, seals), after(*to, seals);
    EXPECT_EQ(after.events.find(event.id)->title, event.title);
    EXPECT_EQ(after.events.counts(event).bytes, before.events.counts(event).bytes);
    EXPECT_EQ(after.face_log.faces_since(event.id, 0).faces.front().code,
              before.face_log.faces_since(event.id, 0).faces.front().code);
}

TEST_F(CopyDatabase, GoesOnWhereItWas) {
    copy();
    SqlRepositories rows(*to, seals);
    EXPECT_TRUE(rows.photos.add(photo(photos), std::nullopt, 0)->is_new);
    EXPECT_EQ(rows.events.counts(event).photos, static_cast<std::uint64_t>(photos + 1));
    EXPECT_EQ(rows.changes.latest(event.id), 2U);
    auto job = rows.jobs.claim("worker", noon).value();
    EXPECT_TRUE(rows.jobs.finish(job, job.photo, {.faces = {face_of(job.photo.id)}}, noon))
        << "numbers of faces go on";
}

TEST_F(CopyDatabase, RefusesATargetThatHasRows) {
    SqlRepositories(*to, seals).events.add(event).value();
    try {
        copy();
        FAIL() << "rows were mixed";
    } catch (const CopyRefused& refusal) {
        EXPECT_NE(std::string(refusal.what()).find("not empty"), std::string::npos);
    }
    EXPECT_EQ(SqlRepositories(*to, seals).events.counts(event).photos, 0U);
}

TEST_F(CopyDatabase, RefusesASourceOfAnotherVersion) {
    from->write([](Connection& connection) {
        connection.script("insert into schema_version (version, name) values (1000, 'from the future')");
    });
    EXPECT_THROW(copy(), CopyRefused);
}

TEST_F(CopyDatabase, LeavesNothingBehindWhenItFails) {
    to->write([](Connection& connection) {
        connection.script("alter table photos add constraint none check (file_name <> 'IMG.jpg')");
    });
    EXPECT_ANY_THROW(copy());
    EXPECT_FALSE(SqlRepositories(*to, seals).events.find(event.id));
}

}  // namespace
}  // namespace snapory
