// A gallery page at 1,000 and at 1,000,000 photos, and photos added per second by one writer and by many at
// once.
//
//     bench_sql
//     bench_sql --benchmark_filter=Gallery
#include <benchmark/benchmark.h>

#include <atomic>
#include <map>
#include <memory>
#include <string>

#include "infrastructure/sql/repositories.hpp"
#include "infrastructure/sql/temporary_sqlite.hpp"

namespace {

using namespace snapory;

const EventId event_id("event");

// Three seconds lie between two photos; every photo was processed and has two faces.
const char* fill =
    "with recursive n (i) as (values (1) union all select i + 1 from n where i < %) "
    "insert into photos (id, organisation_id, event_id, uploader_kind, uploader_id, uploader_name, "
    "file_name, "
    "media_type, bytes, digest, state, failure, moderation, taken_at, taken_source, created_at, ready_at, "
    "face_count, "
    "queued, width, height, camera_make, camera_model, camera_lens, orientation, preview_key, thumbnail_key, "
    "thumbhash, "
    "dominant_color, perceptual_hash, sharpness, crc32, preview_bytes, preview_crc32) "
    "select printf('0197a000-0000-7000-8000-%012d', i), 'organisation', 'event', 'guest', 'guest', 'Grace', "
    "'IMG.jpg', 'jpeg', 4000000, printf('%064d', i), 'ready', '', 'approved', (i * 7919 % 1000003) * 3000, "
    "'exif', "
    "i * 3000, i * 3000, 2, 0, 4000, 3000, 'Canon', 'EOS R5', 'RF 50mm', 1, "
    "'events/event/preview-0123456789abcdef.jpg', "
    "'events/event/thumb-0123456789abcdef.webp', '1QcSHQRnh493V4dIh4eXh1h4kJUI', '#a0b0c0', i, 100.5, i, "
    "300000, i "
    "from n;"
    "insert into faces (photo_id, id, organisation_id, x, y, width, height, score, quality, model) "
    "select photos.id, face.value, 'organisation', 0.1, 0.2, 0.3, 0.4, 0.9, 0.8, 'model' "
    "from photos, (select 'one' as value union all select 'two') as face";

std::string filling(std::int64_t photos) {
    std::string sql = fill;
    return sql.replace(sql.find('%'), 1, std::to_string(photos));
}

Event some_event() {
    Event event;
    event.id = event_id;
    event.organisation = OrganisationId("organisation");
    event.code = EventCode("23456789AB");
    event.title = "A wedding";
    return event;
}

// A database that is made once for each size.
TemporarySqlite& album_of(std::int64_t photos) {
    static std::map<std::int64_t, std::unique_ptr<TemporarySqlite>> albums;
    auto& album = albums[photos];
    if (!album) {
        album = std::make_unique<TemporarySqlite>();
        SqlEvents(**album).add(some_event()).value();
        (*album)->write([&](Connection& connection) { connection.script(filling(photos)); });
    }
    return *album;
}

void gallery_page(benchmark::State& state, PhotoSort sort, bool from_the_middle) {
    auto& album = album_of(state.range(0));
    SqlPhotos photos(*album);
    PhotoQuery query;
    query.event = event_id;
    query.sort = sort;
    query.visible_to = Uploader{Uploader::Kind::guest, "somebody", ""};
    if (from_the_middle)
        query.after = PhotoPosition{TimePoint(Milliseconds(state.range(0) * 1500)), PhotoId("5")};
    for ([[maybe_unused]] auto _ : state) benchmark::DoNotOptimize(photos.list(query));
}

void FirstPage(benchmark::State& state) { gallery_page(state, PhotoSort::taken_at, false); }
void MiddlePage(benchmark::State& state) { gallery_page(state, PhotoSort::created_at, true); }
void Counts(benchmark::State& state) {
    auto& album = album_of(state.range(0));
    SqlEvents events(*album);
    auto event = some_event();
    for ([[maybe_unused]] auto _ : state) benchmark::DoNotOptimize(events.counts(event));
}
BENCHMARK(FirstPage)->Name("Gallery/FirstPage")->Arg(1'000)->Arg(1'000'000);
BENCHMARK(MiddlePage)->Name("Gallery/MiddlePage")->Arg(1'000)->Arg(1'000'000);
BENCHMARK(Counts)->Name("Gallery/Counts")->Arg(1'000)->Arg(1'000'000);

void AddPhoto(benchmark::State& state) {
    static std::unique_ptr<TemporarySqlite> database;
    static std::atomic<std::uint64_t> number;
    if (state.thread_index() == 0) {
        database = std::make_unique<TemporarySqlite>();
        SqlEvents(**database).add(some_event()).value();
    }
    for ([[maybe_unused]] auto _ : state) {
        auto name = std::to_string(++number);
        Photo photo;
        photo.id = PhotoId(name);
        photo.organisation = OrganisationId("organisation");
        photo.event = event_id;
        photo.bytes = 1;
        photo.digest = Sha256(name);
        benchmark::DoNotOptimize(SqlPhotos(**database).add(photo, std::nullopt, 0));
    }
    state.SetItemsProcessed(state.iterations());
    if (state.thread_index() == 0) database.reset();
}
BENCHMARK(AddPhoto)->UseRealTime()->Threads(1)->Threads(16)->Threads(64);

}  // namespace

BENCHMARK_MAIN();
