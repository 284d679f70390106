#include "api/api.hpp"

#include <utility>

#include "api/accounts.hpp"
#include "api/blobs.hpp"
#include "api/cameras.hpp"
#include "api/digests.hpp"
#include "api/docs.hpp"
#include "api/downloads.hpp"
#include "api/events.hpp"
#include "api/guests.hpp"
#include "api/invitations.hpp"
#include "api/live.hpp"
#include "api/live_hub.hpp"
#include "api/people.hpp"
#include "api/photos.hpp"
#include "api/policy.hpp"
#include "api/repeats.hpp"
#include "api/selfie.hpp"
#include "api/uploads.hpp"
#include "application/accounts/identify_caller.hpp"

namespace snapory {

struct Api::Resources {
    Resources(ApiConfig given, const ApiPorts& ports)
        : config(std::move(given)),
          identify(ports.accounts, ports.guests, ports.tokens, ports.clock),
          repeats(ports.idempotency_keys, ports.tokens, ports.clock),
          hub({ports.events, ports.photos, ports.changes, ports.blobs, ports.bell, ports.clock, identify}),
          accounts(config, ports),
          events(config, ports, repeats),
          guests(config, ports, repeats),
          invitations(config, ports),
          digests(config, ports),
          uploads(config, ports),
          downloads(ports, repeats),
          photos(ports, downloads),
          selfie(ports),
          people(ports, repeats),
          cameras(ports),
          live(config, ports, identify, hub),
          blobs(config, ports) {}

    void add_to(http::Scope& v1) {
        accounts.add_to(v1);
        events.add_to(v1);
        guests.add_to(v1);
        invitations.add_to(v1);
        digests.add_to(v1);
        uploads.add_to(v1);
        photos.add_to(v1);
        selfie.add_to(v1);
        people.add_to(v1);
        cameras.add_to(v1);
        downloads.add_to(v1);
        live.add_to(v1);
    }

    // Whoever shows no token, or one that is not valid, is a stranger: the verbs refuse them, or not.
    std::optional<http::Response> identify_caller(http::Request& request) const {
        auto token = request.bearer();
        auto caller = token ? identify(*token) : fail(Errc::unauthenticated, "");
        request.attach<Caller>(std::move(caller).value_or(Anonymous{}));
        return std::nullopt;
    }

    ApiConfig config;
    IdentifyCaller identify;
    Repeats repeats;
    LiveHub hub;
    AccountRoutes accounts;
    EventRoutes events;
    GuestRoutes guests;
    InvitationRoutes invitations;
    DigestRoutes digests;
    UploadRoutes uploads;
    DownloadRoutes downloads;
    PhotoRoutes photos;
    SelfieRoutes selfie;
    PeopleRoutes people;
    CameraRoutes cameras;
    LiveRoutes live;
    BlobRoutes blobs;
};

Api::Api(ApiConfig config, const ApiPorts& ports)
    : resources_(std::make_unique<Resources>(std::move(config), ports)) {}

Api::~Api() = default;

std::size_t Api::live_clients() { return resources_->hub.clients(); }

void Api::add_routes(http::Router& router) {
    PolicyConfig policy{.allowed_origins = resources_->config.allowed_origins};
    auto& v1 = router.scope("/api/v1");
    v1.before([this](http::Request& request) { return resources_->identify_caller(request); });
    add_policy(v1, policy);
    resources_->add_to(v1);

    auto& api = router.scope("/api");
    add_policy(api, policy);
    add_docs_routes(api, resources_->config.docs_folder);

    auto& blobs = router.scope("/blobs");
    add_policy(blobs, policy);
    resources_->blobs.add_to(blobs);
}

}  // namespace snapory
