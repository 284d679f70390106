#include "infrastructure/sql/face_keys.hpp"

#include <gtest/gtest.h>

#include "application/ports/unavailable.hpp"
#include "infrastructure/memory/security.hpp"
#include "infrastructure/sql/repositories.hpp"
#include "infrastructure/sql/temporary_sqlite.hpp"

namespace snapory {
namespace {

using namespace std::chrono_literals;

const Statement count_keys{"test.keys", "select count(*) from face_keys"};
const Statement swap_codes{"test.swap",
                           "update face_codes set sealed = (select sealed from face_codes other "
                           "where other.face_id <> face_codes.face_id)"};

struct FaceKeys : testing::Test {
    MemoryFaceSeals seals;
    TemporarySqlite database;
    SqlRepositories rows{*database, seals};
    TimePoint now{1'000'000s};
    Event event;

    FaceKeys() {
        event.id = EventId("wedding");
        event.organisation = OrganisationId("organisation");
        event.code = EventCode("23456789AB");
        rows.events.add(event).value();
    }
    void add_photo_with_face(const std::string& name) {
        Photo photo;
        photo.id = PhotoId(name);
        photo.organisation = event.organisation;
        photo.event = event.id;
        photo.digest = Sha256(name);
        rows.photos.add(photo, std::nullopt, 0);
        auto job = rows.jobs.claim("worker", now).value();
        Face face;
        face.id = FaceId("face of " + name);
        face.code = {1, 0};
        rows.jobs.finish(job, job.photo, {.faces = {face}}, now);
    }
    int keys() {
        return database->read(
            [](Connection& connection) { return *connection.one(count_keys, {}, first_column<int>); });
    }
};

TEST_F(FaceKeys, AreMadeWithTheFirstCodeAndGoWithTheFaces) {
    EXPECT_EQ(keys(), 0);
    add_photo_with_face("a");
    add_photo_with_face("b");
    EXPECT_EQ(keys(), 1);
    EXPECT_EQ(rows.face_log.faces_since(event.id, 0).faces.size(), 2U);
    rows.events.change(event, FaceData::erase, now);
    EXPECT_EQ(keys(), 0);
    add_photo_with_face("c");
    rows.events.purge(event.id);
    EXPECT_EQ(keys(), 0);
}

TEST_F(FaceKeys, BindEachCodeToItsFace) {
    add_photo_with_face("a");
    add_photo_with_face("b");
    database->write([](Connection& connection) { connection.run(swap_codes, {}); });
    EXPECT_THROW(rows.face_log.faces_since(event.id, 0), Unavailable);
}

}  // namespace
}  // namespace snapory
