// How the database keeps pace: what galleries, searches and lists of events take with 1,000 photos and with
// 1,000,000 over 200 events; and photos added per second by one writer and by many at once.
//
//     bench_sql
//     bench_sql --benchmark_filter=Search
#include <benchmark/benchmark.h>

#include <atomic>
#include <map>
#include <memory>
#include <numeric>
#include <random>
#include <string>
#include <type_traits>
#include <vector>

#include "application/gallery/ranked_photos.hpp"
#include "infrastructure/sql/embeddings.hpp"
#include "infrastructure/sql/repositories.hpp"
#include "infrastructure/sql/temporary_postgres.hpp"
#include "infrastructure/sql/temporary_sqlite.hpp"

namespace {

using namespace snapory;

const EventId event_id("event-1");
const OrganisationId organisation("organisation");
const ModelId model("model");

// How many photos there are, and among how many of 200 events they are spread.
struct Layout {
    int photos_each;
    int filled_events;
};
constexpr Layout layouts[] = {{1'000, 1}, {5'000, 200}, {10'000, 1}};
constexpr std::int64_t one_event = 2;  // of 10,000 photos, with tags and embeddings

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

// Four tags and an embedding of 512 numbers for every photo.
void add_looks(Connection& connection) {
    connection.script(
        "insert into photo_tags (photo_id, name, organisation_id, event_id, score, model) "
        "select id, 'tag ' || ((crc32 + n.i * 7) % 40), 'organisation', event_id, 0.9, 'model' from photos, "
        "(select 1 as i union all select 2 union all select 3 union all select 4) n;");
    std::mt19937 random(7);
    std::vector<PhotoId> ids;
    connection.run({"bench.ids", "select id from photos"}, {},
                   [&](const Row& row) { ids.push_back(first_column<PhotoId>(row)); });
    for (const auto& id : ids) {
        std::vector<float> numbers(512);
        for (auto& number : numbers) number = std::normal_distribution<float>()(random);
        Photo photo;
        photo.id = id;
        photo.organisation = organisation;
        photo.event = event_id;
        replace_embedding(connection, photo, embedding_of(model, numbers));
    }
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
            if (layout.photos_each == layouts[one_event].photos_each) add_looks(connection);
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

// What a picture of another event is like.
template <class Temporary>
void Alike(benchmark::State& state) {
    SqlPhotos photos(*album_of<Temporary>(layouts[state.range(0)]));
    std::vector<float> numbers(512);
    std::iota(numbers.begin(), numbers.end(), -250.0F);
    const auto wanted = embedding_of(model, numbers);
    for ([[maybe_unused]] auto _ : state)
        benchmark::DoNotOptimize(alike(wanted, photos.embeddings(event_id, model)));
}

template <class Temporary>
void FacetCounts(benchmark::State& state) {
    SqlPhotos photos(*album_of<Temporary>(layouts[state.range(0)]));
    for ([[maybe_unused]] auto _ : state)
        benchmark::DoNotOptimize(photos.facets(event_id, whole_gallery().visible_to));
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
BENCHMARK(Alike<TemporarySqlite>)->Name("SQLite/Alike")->Arg(one_event)->UseRealTime();
BENCHMARK(FacetCounts<TemporarySqlite>)->Name("SQLite/Facets")->Arg(one_event)->UseRealTime();
BENCHMARK(FirstPage<TemporaryPostgres>)->Name("PostgreSQL/FirstPage")->Apply(both_layouts);
BENCHMARK(MiddlePage<TemporaryPostgres>)->Name("PostgreSQL/MiddlePage")->Apply(both_layouts);
BENCHMARK(SearchCommon<TemporaryPostgres>)->Name("PostgreSQL/SearchCommon")->Apply(both_layouts);
BENCHMARK(SearchRare<TemporaryPostgres>)->Name("PostgreSQL/SearchRare")->Apply(both_layouts);
BENCHMARK(EventList<TemporaryPostgres>)->Name("PostgreSQL/EventList")->Apply(both_layouts);
BENCHMARK(Alike<TemporaryPostgres>)->Name("PostgreSQL/Alike")->Arg(one_event)->UseRealTime();
BENCHMARK(FacetCounts<TemporaryPostgres>)->Name("PostgreSQL/Facets")->Arg(one_event)->UseRealTime();

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
