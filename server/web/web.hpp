#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "application/events/read_invitation.hpp"
#include "application/ports/cache.hpp"
#include "application/ports/changes.hpp"
#include "application/ports/rate_limits.hpp"
#include "http/router.hpp"

namespace snapory {

struct WebConfig {
    std::filesystem::path folder;            // what the front end's build made, see web/README.md
    std::string public_url;                  // "https://photos.example.org"; empty: as the request came
    std::vector<std::string> media_origins;  // where photos come from beside here: object store, CDN
};

// What the pages need from outside; all of it must outlive them.
struct WebPorts {
    Events& events;
    Photos& photos;
    Changes& changes;
    BlobStore& blobs;
    RateLimits& rate_limits;
    Cache& cache;
    Clock& clock;
};

// What a guest's page knows before it asks, as JSON of the api: of an invitation with at most `most_photos`
// photos, read after the change `sequence`.
using GuestData = std::function<std::string(const Invitation& invitation, std::uint64_t sequence,
                                            std::size_t most_photos, std::string_view origin)>;

// The pages: server-rendered first views, the front end's files, link previews. The routes refer to it, so it
// must outlive the server that runs them.
class Web {
public:
    // Where no page is asked for, failures look as `plain_failure` renders them. Throws std::runtime_error
    // when the folder holds no pages.
    Web(WebConfig config, const WebPorts& ports, GuestData guest_data, http::RenderFailure plain_failure);
    ~Web();
    Web(const Web&) = delete;
    Web& operator=(const Web&) = delete;

    void add_routes(http::Router& router);

private:
    class Site;
    std::unique_ptr<Site> site_;
};

}  // namespace snapory
