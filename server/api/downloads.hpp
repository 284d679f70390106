#pragma once

#include "api/api.hpp"
#include "api/repeats.hpp"
#include "application/gallery/begin_download.hpp"
#include "application/gallery/open_download.hpp"
#include "http/router.hpp"

namespace snapory {

// Many photos as one ZIP: begun with a token, fetched by a signed link.
class DownloadRoutes {
public:
    DownloadRoutes(const ApiPorts& ports, Repeats& repeats);

    void add_to(http::Scope& v1);

    // 201 with where the ZIP is fetched, or why there is none.
    http::Response offer(const http::Request& request, const EventId& event, const DownloadWish& wish);

private:
    http::Response begin(http::Request& request);
    http::Response fetch(http::Request& request);

    Signatures& signatures_;
    Clock& clock_;
    Repeats& repeats_;
    BeginDownload begin_download_;
    OpenDownload open_download_;
};

}  // namespace snapory
