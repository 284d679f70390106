#include "app/wiring.hpp"

#include <unistd.h>

#include <thread>

#include "ai/ai.hpp"
#include "api/guest_data.hpp"
#include "api/health.hpp"
#include "api/problem.hpp"
#include "app/data_folder.hpp"
#include "app/open_database.hpp"
#include "app/storage.hpp"
#include "app/traced_work_queue.hpp"
#include "app/version.hpp"
#include "application/housekeeping/expire.hpp"
#include "application/housekeeping/sweep_blobs.hpp"
#include "application/mail/owe_digests.hpp"
#include "application/people/group_people.hpp"
#include "application/processing/process_next_photo.hpp"
#include "application/processing/row_queue.hpp"
#include "http/client.hpp"
#include "infrastructure/faces/exact_face_index.hpp"
#include "infrastructure/faces/onnx_face_reader.hpp"
#include "infrastructure/local/socket_bell.hpp"
#include "infrastructure/places/city_list.hpp"
#include "infrastructure/redis/bell.hpp"
#include "infrastructure/redis/cache.hpp"
#include "infrastructure/redis/rate_limits.hpp"
#include "infrastructure/redis/work_queue.hpp"
#include "infrastructure/sql/migrate.hpp"
#include "infrastructure/tags/pack_tagger.hpp"
#include "infrastructure/tags/pack_text_reader.hpp"
#include "infrastructure/vision/http_selfie_reader.hpp"
#include "infrastructure/vision/http_text_reader.hpp"
#include "telemetry/log.hpp"

namespace snapory {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t cached_bytes = 16 << 20;  // in each process
constexpr unsigned passwords_at_once = 2;       // 19 MiB and 75 ms of a processor each

unsigned processors() { return std::max(1U, std::thread::hardware_concurrency()); }

std::string prepared_key(const Config& config) {
    make_data_folder(config);
    return secret_key(config);
}

StatementObserver observe_statements(Metrics& metrics, Traces& traces) {
    return [&metrics, &traces](std::string_view name, std::chrono::nanoseconds took) {
        metrics.statement_ended(name, std::chrono::duration_cast<Metrics::Duration>(took));
        traces.ended_now(name, SpanKind::client, took);
    };
}

std::unique_ptr<Database> open_migrated(const Config& config, Metrics& metrics, Traces& traces) {
    auto database = open_database(config, observe_statements(metrics, traces));
    if (auto steps = migrate(*database); steps > 0) log_info("database migrated", {{"steps", steps}});
    return database;
}

std::optional<Replica> observed_replica(Database* standby, Metrics& metrics) {
    if (standby == nullptr) return std::nullopt;
    return Replica{*standby, [&metrics](ReplicaRead outcome) { metrics.replica_asked(name_of(outcome)); }};
}

std::unique_ptr<RedisClient> connect_redis(const Config& config, Metrics& metrics, Traces& traces) {
    if (config.redis_url.empty()) return nullptr;
    auto count = [&metrics, &traces](std::string_view operation, std::chrono::nanoseconds took,
                                     bool answered) {
        metrics.redis_command_ended(operation, std::chrono::duration_cast<Metrics::Duration>(took), answered);
        traces.ended_now("redis " + std::string(operation), SpanKind::client, took);
    };
    return std::make_unique<RedisClient>(parse_redis_url(config.redis_url).value(), count);
}

std::unique_ptr<WorkQueue> make_queue(Foundation& base, Metrics& metrics) {
    auto& jobs = base.rows.jobs;
    auto traced = [&base](std::unique_ptr<WorkQueue> queue) {
        return std::make_unique<TracedWorkQueue>(std::move(queue), base.traces);
    };
    if (!base.redis) return traced(std::make_unique<RowQueue>(jobs, *base.bell));
    auto queue = std::make_unique<RedisWorkQueue>(*base.redis, jobs, *base.bell);
    metrics.before_text(
        [&queue = *queue](Metrics& into) { into.set_redis_queue(queue.length(), queue.dead_letters()); });
    return traced(std::move(queue));
}

std::unique_ptr<RateLimits> share_limits(Foundation& base, RateLimits& alone) {
    if (!base.redis) return nullptr;
    return std::make_unique<RedisRateLimits>(*base.redis, base.clock, alone);
}

std::unique_ptr<Cache> share_cache(Foundation& base, Cache& own) {
    if (!base.redis) return nullptr;
    return std::make_unique<RedisCache>(*base.redis, own);
}

void sample_queue(Jobs& jobs, Clock& clock, Metrics& metrics) {
    auto now = clock.now();
    auto counts = jobs.counts(now);
    auto waits = counts.oldest_waiting ? now - *counts.oldest_waiting : 0ms;
    metrics.set_queue(counts.waiting, counts.running, counts.failed, counts.late, waits);
}

ApiPorts api_ports(Foundation& base, FrontDoors& doors, Metrics& metrics) {
    auto& rows = base.rows;
    return {rows.accounts,
            rows.sessions,
            rows.events,
            rows.guests,
            rows.uploads,
            rows.photos,
            rows.jobs,
            rows.changes,
            rows.selfies,
            rows.people,
            rows.cameras,
            rows.host_tags,
            rows.downloads,
            rows.idempotency_keys,
            rows.outbox,
            rows.one_time_tokens,
            rows.invitations,
            rows.digests,
            *doors.face_index,
            *doors.selfie_reader,
            *doors.text_reader,
            *base.blobs,
            *base.queue,
            *base.bell,
            *doors.passwords,
            doors.tokens,
            base.signatures,
            doors.rate_limits(),
            doors.qr_codes,
            base.zones,
            base.randomness,
            base.clock,
            metrics};
}

ApiConfig api_config(const Config& config) {
    return {.public_url = config.public_url,
            .allowed_origins = config.allowed_origins,
            .registration = config.registration,
            .sends_mail = !config.smtp_url.empty(),
            .limits = config.limits,
            .accel_prefix = object_store(config) ? "" : config.storage_accel_prefix,
            .docs_folder = find_shared_files(running_program()).swagger_ui};
}

std::filesystem::path web_folder(const Config& config) {
    return config.web.empty() ? find_shared_files(running_program()).web : config.web;
}

std::filesystem::path models_folder(const Config& config) {
    return config.models.empty() ? find_shared_files(running_program()).models : config.models;
}

bool has_pages(const Config& config) { return std::filesystem::is_directory(web_folder(config) / "pages"); }

http::Response as_problem(const http::Request& request, const http::Failure& failure) {
    return problem(request, failure);
}

std::unique_ptr<Web> make_web(const Config& config, Foundation& base, FrontDoors& doors) {
    auto& rows = base.rows;
    WebPorts ports{rows.events,         rows.photos, rows.changes, *base.blobs,
                   doors.rate_limits(), doors.cache, base.clock};
    WebConfig settings{.folder = web_folder(config),
                       .public_url = config.public_url,
                       .media_origins = media_origins(config)};
    return std::make_unique<Web>(settings, ports, guest_data, as_problem);
}

void ask_database(Foundation& base) { static_cast<void>(base.rows.jobs.counts(base.clock.now())); }

void ask_replica(Foundation& base) {
    const Statement ping{"replica.ping", "select 1"};
    base.standby->read([&](Connection& connection) { connection.run(ping, {}); });
}

// A store that is far away is only known to answer once it was asked for something.
void ask_storage(Foundation& base) {
    static_cast<void>(base.blobs->used_share());
    static_cast<void>(base.blobs->open(BlobKey("events/ready")));
}

// Those of every role.
std::vector<Probe> probes(Foundation& base) {
    std::vector<Probe> probes{{"database", [&base] { ask_database(base); }}};
    if (base.standby) probes.push_back({"replica", [&base] { ask_replica(base); }, false});
    if (base.redis) probes.push_back({"redis", [&base] { base.redis->ping(); }, false});
    return probes;
}

HealthConfig health_config(Foundation& base, const std::string& ai_url) {
    HealthConfig health{.version = program_version, .probes = probes(base)};
    health.probes.push_back({"storage", [&base] { ask_storage(base); }});
    health.probes.push_back({"ai", [ai_url] { require_ai(ai_url); }});
    return health;
}

void expire(Foundation& base, FaceIndex& faces) {
    auto& rows = base.rows;
    auto expired =
        Expire({rows.events, rows.photos, rows.uploads, rows.selfies, faces, rows.sessions,
                rows.one_time_tokens, rows.downloads, rows.idempotency_keys, *base.blobs, base.clock})();
    if (expired.uploads + expired.selfies + expired.face_searches + expired.photos + expired.events > 0)
        log_info("expired", {{"uploads", expired.uploads},
                             {"selfies", expired.selfies},
                             {"faceSearches", expired.face_searches},
                             {"photos", expired.photos},
                             {"events", expired.events}});
}

void sweep(Foundation& base) {
    auto removed = SweepBlobs(base.rows.photos, base.rows.uploads, *base.blobs, base.clock)();
    if (removed > 0) log_info("blobs without a row removed", {{"blobs", removed}});
}

MailWritingParts mail_writing(Foundation& base, FrontDoors& doors) {
    auto& rows = base.rows;
    return {rows.accounts,  rows.one_time_tokens, rows.events,  rows.invitations, rows.digests,
            doors.qr_codes, base.signatures,      doors.tokens, base.randomness,  base.clock};
}

void owe_digests(Foundation& base, FaceIndex& faces) {
    auto& rows = base.rows;
    OweDigests(rows.digests, rows.events, {rows.photos, rows.selfies, faces, *base.blobs}, base.randomness,
               base.clock)();
}

PackTaggerConfig packs_config(const Config& config) {
    return {.folders = {models_folder(config) / "packs", config.packs},
            .threads = 1,
            .idle = std::chrono::seconds(config.ai_unload_after)};
}

WorkerConfig worker_config(const Config& config) {
    char host[256] = "";
    ::gethostname(host, sizeof host - 1);
    return {.count = config.ai_threads == 0 ? processors() : config.ai_threads,
            .holder = std::string(host) + "-" + std::to_string(::getpid())};
}

ProcessNextPhoto make_processing(Foundation& base, ImageReader& images, FaceReader& faces, Tagger& tagger,
                                 Gazetteer& gazetteer) {
    auto& rows = base.rows;
    return ProcessNextPhoto({*base.queue, rows.jobs, rows.events, rows.photos, rows.selfies, *base.blobs,
                             images, faces, tagger, gazetteer, base.zones, base.signatures, *base.bell,
                             base.clock, base.randomness});
}

Workers::Group make_grouping(Foundation& base, FaceReader& faces) {
    auto& rows = base.rows;
    auto group = std::make_shared<GroupPeople>(
        GroupingParts{rows.people, rows.face_log, faces, *base.bell, base.clock, base.randomness});
    return [group] { (*group)(); };
}

}  // namespace

std::unique_ptr<FaceReader> make_face_reader(const Config& config) {
    return make_onnx_face_reader({.folder = models_folder(config),
                                  .threads = 1,
                                  .idle = std::chrono::seconds(config.ai_unload_after)});
}

std::unique_ptr<Tagger> make_tagger(const Config& config) {
    if (!config.packs.empty() && !std::filesystem::is_directory(config.packs))
        throw OperatorError("ai.packs names " + config.packs.string() + ", which is no folder");
    check_model_packs({config.packs});
    return make_pack_tagger(packs_config(config));
}

Foundation::Foundation(const Config& config, Metrics& metrics, Traces& observed)
    : traces(observed),
      key(prepared_key(config)),
      signatures(key),
      face_seals(key),
      blobs(open_blobs(config, signatures, metrics, traces)),
      database(open_migrated(config, metrics, traces)),
      standby(open_replica(config, observe_statements(metrics, traces))),
      replica(observed_replica(standby.get(), metrics)),
      rows(*database, face_seals, replica ? &*replica : nullptr),
      redis(connect_redis(config, metrics, traces)),
      bell(redis ? make_redis_bell(*redis) : make_socket_bell(socket_folder(config))),
      queue(make_queue(*this, metrics)) {
    metrics.before_text([this](Metrics& into) { sample_queue(rows.jobs, clock, into); });
    metrics.before_text(
        [this, data = config.data](Metrics& into) { into.set_storage_used(used_share(*blobs, data)); });
}

FrontDoors::FrontDoors(const Config& config, Foundation& base, FrontRoles roles, std::string ai,
                       Metrics& metrics)
    : ai_url(std::move(ai)),
      passwords(make_sodium_passwords(passwords_at_once)),
      tokens(base.key),
      own_limits(base.clock),
      shared_limits(share_limits(base, own_limits)),
      own_cache(cached_bytes),
      shared_cache(share_cache(base, own_cache)),
      cache(shared_cache ? *shared_cache : own_cache, metrics),
      selfie_reader(make_http_selfie_reader(ai_url)),
      text_reader(make_http_text_reader(ai_url)),
      face_index(make_exact_face_index(base.rows.face_log)) {
    auto health = health_config(base, ai_url);
    add_health_routes(router.scope(""), health, metrics);
    router.scope("").on_failure(as_problem);
    if (roles.api) {
        api = std::make_unique<Api>(api_config(config), api_ports(base, *this, metrics));
        api->add_routes(router);
        metrics.before_text([this](Metrics& into) { into.set_websockets(api->live_clients()); });
        add_health_routes(router.scope("/api"), health, metrics);
        expiry.emplace("expire", 1min, [this, &base](const std::stop_token&) { expire(base, *face_index); });
        sweeper.emplace("sweep", 1h, [&base](const std::stop_token&) { sweep(base); });
        if (!config.smtp_url.empty()) {
            mails.emplace(config, base.rows.outbox, mail_writing(base, *this), metrics);
            digests.emplace("digests", 15s,
                            [this, &base](const std::stop_token&) { owe_digests(base, *face_index); });
        }
    }
    if (roles.web && (!roles.api || has_pages(config))) {
        web = make_web(config, base, *this);
        web->add_routes(router);
    } else if (roles.web) {
        log_warning("there are no pages, only the api: the front end is not built",
                    {{"folder", web_folder(config).string()}});
    }
}

Ai::Ai(const Config& config, Foundation& base, SandboxedImageReader& images, Metrics& metrics)
    : gazetteer(open_city_list(models_folder(config) / "cities.bin")),
      measured_images(images, metrics, base.traces),
      models(make_face_reader(config)),
      measured_faces(*models, metrics, base.traces),
      packs(make_tagger(config)),
      measured_tagger(*packs, metrics, base.traces),
      texts(make_pack_text_reader(packs_config(config))),
      measured_texts(*texts, metrics, base.traces),
      selfies(measured_images, measured_faces),
      workers(worker_config(config),
              make_processing(base, measured_images, measured_faces, measured_tagger, *gazetteer),
              make_grouping(base, measured_faces), *base.bell, metrics) {
    AiConfig settings{.version = program_version, .probes = probes(base)};
    add_ai_routes(router, settings, selfies, measured_texts, metrics);
}

void forward_ai(http::Router& router, const std::string& ai_url) {
    http::Client client(http::Address::parse(ai_url), 5s);
    for (const std::string path : {"/health", "/ready", "/metrics"})
        router.scope("/ai").get(path, [client, target = "/ai" + path](http::Request& request) {
            if (target.ends_with("/metrics") && is_from_outside(request))
                return as_problem(request, {.status = 404, .detail = "Nothing is here.", .cause = {}});
            try {
                auto answer = client.send(http::Method::get, target);
                auto response = http::Response::text(answer.status, std::move(answer.body));
                response.headers().set("Content-Type",
                                       answer.headers.find("Content-Type").value_or("text/plain"));
                return response;
            } catch (const http::ClientError&) {
                return as_problem(request, {.status = 503, .detail = "The ai does not answer.", .cause = {}});
            }
        });
}

TracesConfig traces_config(const Config& config, std::string role) {
    return {.url = config.traces_url, .role = std::move(role), .version = program_version};
}

http::ServerConfig server_config(const Config& config, std::uint16_t port) {
    http::ServerConfig server;
    server.host = config.host;
    server.port = config.port == 0 ? port : config.port;
    server.io_threads = processors();
    server.trusted_proxies = config.trusted_proxies;
    server.trace_share = config.traces_url.empty() ? 0 : config.traces_share;
    return server;
}

}  // namespace snapory
