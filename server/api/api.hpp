#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "application/accounts/register_account.hpp"
#include "application/ports/accounts.hpp"
#include "application/ports/bell.hpp"
#include "application/ports/blob_store.hpp"
#include "application/ports/cameras.hpp"
#include "application/ports/changes.hpp"
#include "application/ports/clock.hpp"
#include "application/ports/digests.hpp"
#include "application/ports/downloads.hpp"
#include "application/ports/events.hpp"
#include "application/ports/face_index.hpp"
#include "application/ports/guests.hpp"
#include "application/ports/host_tags.hpp"
#include "application/ports/idempotency_keys.hpp"
#include "application/ports/invitations.hpp"
#include "application/ports/jobs.hpp"
#include "application/ports/one_time_tokens.hpp"
#include "application/ports/outbox.hpp"
#include "application/ports/passwords.hpp"
#include "application/ports/people.hpp"
#include "application/ports/photos.hpp"
#include "application/ports/qr_codes.hpp"
#include "application/ports/randomness.hpp"
#include "application/ports/rate_limits.hpp"
#include "application/ports/selfie_reader.hpp"
#include "application/ports/selfies.hpp"
#include "application/ports/sessions.hpp"
#include "application/ports/signatures.hpp"
#include "application/ports/text_reader.hpp"
#include "application/ports/time_zones.hpp"
#include "application/ports/tokens.hpp"
#include "application/ports/uploads.hpp"
#include "application/ports/work_queue.hpp"
#include "domain/limits.hpp"
#include "http/router.hpp"
#include "telemetry/metrics.hpp"

namespace snapory {

struct ApiConfig {
    std::string public_url;                    // "https://photos.example.org"; empty: as the request came
    std::vector<std::string> allowed_origins;  // whose pages may call, beside our own
    Registration registration = Registration::first;
    bool sends_mail = false;
    Limits limits;
    std::string accel_prefix;  // nginx's internal location of the blobs; empty: they are sent from here
    std::filesystem::path docs_folder;  // Swagger UI's files
};

// What the api needs from outside; all of it must outlive the api.
struct ApiPorts {
    Accounts& accounts;
    Sessions& sessions;
    Events& events;
    Guests& guests;
    Uploads& uploads;
    Photos& photos;
    Jobs& jobs;
    Changes& changes;
    Selfies& selfies;
    People& people;
    Cameras& cameras;
    HostTags& host_tags;
    Downloads& downloads;
    IdempotencyKeys& idempotency_keys;
    Outbox& outbox;
    OneTimeTokens& one_time_tokens;
    Invitations& invitations;
    Digests& digests;
    FaceIndex& face_index;
    SelfieReader& selfie_reader;
    TextReader& text_reader;
    BlobStore& blobs;
    WorkQueue& queue;
    Bell& bell;
    Passwords& passwords;
    Tokens& tokens;
    Signatures& signatures;
    RateLimits& rate_limits;
    QrCodes& qr_codes;
    TimeZones& time_zones;
    Randomness& randomness;
    Clock& clock;
    Metrics& metrics;
};

// The REST and WebSocket front door. One is made at start by the composition root; the routes refer to it, so
// it must outlive the server that runs them.
class Api {
public:
    Api(ApiConfig config, const ApiPorts& ports);
    ~Api();
    Api(const Api&) = delete;
    Api& operator=(const Api&) = delete;

    void add_routes(http::Router& router);
    std::size_t live_clients();  // open WebSockets

private:
    struct Resources;
    std::unique_ptr<Resources> resources_;
};

}  // namespace snapory
