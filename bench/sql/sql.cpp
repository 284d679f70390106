// How the database keeps pace: what galleries, searches and lists of events take with 1,000 photos and with
// 1,000,000 over 200 events; and photos added per second by one writer and by many at once.
//
//     bench_sql
//     bench_sql --benchmark_filter=Search
#include <benchmark/benchmark.h>

#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <type_traits>

#include "infrastructure/sql/repositories.hpp"
#include "infrastructure/sql/temporary_postgres.hpp"
#include "infrastructure/sql/temporary_sqlite.hpp"

namespace {

using namespace snapory;

const EventId event_id("event-1");
const OrganisationId organisation("organisation");

// How many photos there are, and among how many of 200 events they are spread.
struct Layout {
    int photos_each;
    int filled_events;
};
constexpr Layout layouts[] = {{1'000, 1}, {5'000, 200}};

// Three seconds lie between two photos; every photo was processed and has a face and two words, and ten of
// each event show a cake.
std::string filling(const Layout& layout) {
    const auto filled = std::to_string(layout.filled_events);
    const auto photos = std::to_string(layout.photos_each * layout.filled_events);
    const auto cakes = std::to_string(layout.filled_events * 10);
    return "with recursive n (i) as (values (1) union all select i + 1 from n where i < 200) "
           "insert into events (id, organisation_id, code, title, time_zone, state, pin_hash, face_search, "
           "guest_upload, guest_view, guest_download, approval, location, photos_per_guest, faces_expire_at, "
           "created_at) "
           "select 'event-' || i, 'organisation', i, 'Event', 'UTC', 'open', '', 1, 1, 1, 1, 'automatic', "
           "'off', 0, i, i from n;"
           "with recursive n (i) as (values (cast(1 as bigint)) union all select i + 1 from n where i < " +
           photos +
           ") insert into photos (id, organisation_id, event_id, uploader_kind, uploader_id, uploader_name, "
           "file_name, media_type, bytes, digest, state, failure, moderation, taken_at, taken_source, "
           "created_at, ready_at, face_count, queued, width, height, camera_make, camera_model, camera_lens, "
           "orientation, preview_key, thumbnail_key, thumbhash, dominant_color, perceptual_hash, sharpness, "
           "crc32, preview_bytes, preview_crc32) "
           "select '0197a000-0000-7000-8000-' || (100000000000 + i), 'organisation', 'event-' || (i % " +
           filled +
           " + 1), 'guest', 'guest', 'Grace', 'IMG.jpg', 'jpeg', 4000000, 'digest ' || i, 'ready', '', "
           "'approved', (i * 7919 % 1000003) * 3000, 'exif', i * 3000, i * 3000, 1, 0, 4000, 3000, 'Canon', "
           "'EOS R5', 'RF 50mm', 1, 'events/event/preview-0123456789abcdef.jpg', "
           "'events/event/thumb-0123456789abcdef.webp', '1QcSHQRnh493V4dIh4eXh1h4kJUI', '#a0b0c0', i, 100.5, "
           "i, 300000, i from n;"
           "insert into faces (photo_id, id, organisation_id, x, y, width, height, score, quality, model) "
           "select id, 'face', 'organisation', 0.1, 0.2, 0.3, 0.4, 0.9, 0.8, 'model' from photos;"
           "insert into photo_words (photo_id, source, word, organisation_id, event_id) "
           "select id, 'photo', word, 'organisation', event_id from photos, "
           "(select 'canon' as word union all select 'person' as word) words;"
           "insert into photo_words (photo_id, source, word, organisation_id, event_id) "
           "select id, 'photo', 'cake', 'organisation', event_id from photos where crc32 <= " +
           cakes;
}

// A database that is made once for each layout.
template <class Temporary>
Temporary& album_of(const Layout& layout) {
    if constexpr (std::is_same_v<Temporary, TemporaryPostgres>)
        PostgresServer::shared();  // to end after them
    static std::map<int, std::unique_ptr<Temporary>> albums;
    auto& album = albums[layout.photos_each];
    if (!album) {
        album = std::make_unique<Temporary>();
        (*album)->write_alone([&](Connection& connection) {
            connection.script(filling(layout));
            connection.script("analyze");
        });
    }
    return *album;
}

PhotoQuery whole_gallery() {
    PhotoQuery query;
    query.event = event_id;
    query.visible_to = Uploader{Uploader::Kind::guest, "somebody", ""};
    return query;
}

template <class Temporary>
void list(benchmark::State& state, const PhotoQuery& query) {
    SqlPhotos photos(*album_of<Temporary>(layouts[state.range(0)]));
    for ([[maybe_unused]] auto _ : state) benchmark::DoNotOptimize(photos.list(query));
}

template <class Temporary>
void FirstPage(benchmark::State& state) {
    list<Temporary>(state, whole_gallery());
}

template <class Temporary>
void MiddlePage(benchmark::State& state) {
    const auto& [photos_each, filled_events] = layouts[state.range(0)];
    auto query = whole_gallery();
    query.sort = PhotoSort::created_at;
    query.after = PhotoPosition{TimePoint(Milliseconds(std::int64_t{photos_each} * filled_events * 1500)),
                                PhotoId("5")};
    list<Temporary>(state, query);
}

// Every photo has the word.
template <class Temporary>
void SearchCommon(benchmark::State& state) {
    auto query = whole_gallery();
    query.text = "canon pers";
    list<Temporary>(state, query);
}

// Ten have it.
template <class Temporary>
void SearchRare(benchmark::State& state) {
    auto query = whole_gallery();
    query.text = "cake";
    list<Temporary>(state, query);
}

template <class Temporary>
void EventList(benchmark::State& state) {
    SqlEvents events(*album_of<Temporary>(layouts[state.range(0)]));
    for ([[maybe_unused]] auto _ : state)
        benchmark::DoNotOptimize(events.list({organisation}, 50, std::nullopt));
}

// The clock is read, since PostgreSQL works in a process of its own.
void both_layouts(benchmark::internal::Benchmark* benchmark) { benchmark->Arg(0)->Arg(1)->UseRealTime(); }
BENCHMARK(FirstPage<TemporarySqlite>)->Name("SQLite/FirstPage")->Apply(both_layouts);
BENCHMARK(MiddlePage<TemporarySqlite>)->Name("SQLite/MiddlePage")->Apply(both_layouts);
BENCHMARK(SearchCommon<TemporarySqlite>)->Name("SQLite/SearchCommon")->Apply(both_layouts);
BENCHMARK(SearchRare<TemporarySqlite>)->Name("SQLite/SearchRare")->Apply(both_layouts);
BENCHMARK(EventList<TemporarySqlite>)->Name("SQLite/EventList")->Apply(both_layouts);
BENCHMARK(FirstPage<TemporaryPostgres>)->Name("PostgreSQL/FirstPage")->Apply(both_layouts);
BENCHMARK(MiddlePage<TemporaryPostgres>)->Name("PostgreSQL/MiddlePage")->Apply(both_layouts);
BENCHMARK(SearchCommon<TemporaryPostgres>)->Name("PostgreSQL/SearchCommon")->Apply(both_layouts);
BENCHMARK(SearchRare<TemporaryPostgres>)->Name("PostgreSQL/SearchRare")->Apply(both_layouts);
BENCHMARK(EventList<TemporaryPostgres>)->Name("PostgreSQL/EventList")->Apply(both_layouts);

void AddPhoto(benchmark::State& state) {
    static std::unique_ptr<TemporarySqlite> database;
    static std::atomic<std::uint64_t> number;
    if (state.thread_index() == 0) {
        database = std::make_unique<TemporarySqlite>();
        (*database)->write([](Connection& connection) { connection.script(filling({0, 1})); });
    }
    for ([[maybe_unused]] auto _ : state) {
        auto name = std::to_string(++number);
        Photo photo;
        photo.id = PhotoId(name);
        photo.organisation = organisation;
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
