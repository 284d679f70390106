#pragma once

#include <memory>
#include <optional>
#include <string>

#include "ai/model_selfie_reader.hpp"
#include "ai/workers.hpp"
#include "api/api.hpp"
#include "app/config.hpp"
#include "app/mail_delivery.hpp"
#include "app/measured_cache.hpp"
#include "app/measured_readers.hpp"
#include "app/repeating_task.hpp"
#include "app/shared_files.hpp"
#include "application/ports/gazetteer.hpp"
#include "http/router.hpp"
#include "http/server.hpp"
#include "infrastructure/local/process_cache.hpp"
#include "infrastructure/local/process_rate_limits.hpp"
#include "infrastructure/local/system_clock.hpp"
#include "infrastructure/local/system_time_zones.hpp"
#include "infrastructure/qr/qr_images.hpp"
#include "infrastructure/redis/client.hpp"
#include "infrastructure/sandbox/sandboxed_image_reader.hpp"
#include "infrastructure/security/hmac_signatures.hpp"
#include "infrastructure/security/jwt_tokens.hpp"
#include "infrastructure/security/sodium.hpp"
#include "infrastructure/security/sodium_face_seals.hpp"
#include "infrastructure/sql/repositories.hpp"
#include "telemetry/metrics.hpp"
#include "telemetry/traces.hpp"
#include "web/web.hpp"

namespace snapory {

// The composition root: the only place that names concrete parts. Each struct owns its parts as members, in
// the order of their construction, and must outlive those that were made from it.

// What every role stands on. Makes the data folder and migrates the database. Throws OperatorError and
// Unavailable.
struct Foundation {
    Foundation(const Config& config, Metrics& metrics, Traces& observed);

    Traces& traces;
    std::string key;
    SystemClock clock;
    SystemTimeZones zones;
    SodiumRandomness randomness;
    HmacSignatures signatures;
    SodiumFaceSeals face_seals;
    std::unique_ptr<BlobStore> blobs;
    std::unique_ptr<Database> database;
    std::unique_ptr<Database> standby;  // none without a replica
    std::optional<Replica> replica;     // the same
    SqlRepositories rows;
    std::unique_ptr<RedisClient> redis;  // none in embedded use
    std::unique_ptr<Bell> bell;
    std::unique_ptr<WorkQueue> queue;
};

// The roles that clients speak to. Beside the api, `web` is left out when the front end is not built; alone,
// that throws std::runtime_error.
struct FrontRoles {
    bool api = true;
    bool web = true;
};
struct FrontDoors {
    FrontDoors(const Config& config, Foundation& base, FrontRoles roles, std::string ai_url,
               Metrics& metrics);

    RateLimits& rate_limits() { return shared_limits ? *shared_limits : own_limits; }

    std::string ai_url;
    std::unique_ptr<Passwords> passwords;
    JwtTokens tokens;
    ProcessRateLimits own_limits;
    std::unique_ptr<RateLimits> shared_limits;  // with Redis
    ProcessCache own_cache;
    std::unique_ptr<Cache> shared_cache;  // with Redis
    MeasuredCache cache;
    QrImages qr_codes;
    std::unique_ptr<SelfieReader> selfie_reader;
    std::unique_ptr<TextReader> text_reader;
    std::unique_ptr<FaceIndex> face_index;
    std::unique_ptr<Api> api;
    std::unique_ptr<Web> web;
    http::Router router;
    std::optional<RepeatingTask> expiry;   // with the api
    std::optional<RepeatingTask> sweeper;  // the same
    std::optional<MailDelivery> mails;     // with the api, where mail is sent
    std::optional<RepeatingTask> digests;  // the same
};

// What reads photos by the configured models, which are loaded when they are first needed. Packs of the
// host's own are tried at once: whoever put one there should hear of its faults now.
std::unique_ptr<FaceReader> make_face_reader(const Config& config);
std::unique_ptr<Tagger> make_tagger(const Config& config);

// The models and the photos that go through them.
struct Ai {
    // `images` was made before there was any thread.
    Ai(const Config& config, Foundation& base, SandboxedImageReader& images, Metrics& metrics);

    std::unique_ptr<Gazetteer> gazetteer;
    MeasuredImageReader measured_images;
    std::unique_ptr<FaceReader> models;
    MeasuredFaceReader measured_faces;
    std::unique_ptr<Tagger> packs;
    MeasuredTagger measured_tagger;
    std::unique_ptr<TextReader> texts;
    MeasuredTextReader measured_texts;
    ModelSelfieReader selfies;
    http::Router router;
    Workers workers;
};

// Answers /ai/health, /ai/ready and /ai/metrics with what the ai says, where nobody else reaches it.
void forward_ai(http::Router& router, const std::string& ai_url);

// How a role traces what it does.
TracesConfig traces_config(const Config& config, std::string role);

// How a role listens; `port` when the configuration says 0.
http::ServerConfig server_config(const Config& config, std::uint16_t port);

}  // namespace snapory
