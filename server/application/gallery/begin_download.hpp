#pragma once

#include <variant>
#include <vector>

#include "application/ports/blob_store.hpp"
#include "application/ports/clock.hpp"
#include "application/ports/downloads.hpp"
#include "application/ports/events.hpp"
#include "application/ports/photos.hpp"
#include "application/ports/randomness.hpp"
#include "domain/caller.hpp"

namespace snapory {

struct DownloadWish {
    std::variant<std::vector<PhotoId>, PhotoQuery> what;  // of a query the filters and the order count
    Variant variant = Variant::original;                  // original or preview
};

struct BegunDownload {
    Download download;
    std::uint64_t bytes = 0;  // of the whole ZIP
    std::size_t photos = 0;
};

// Prepares a ZIP. Errors: not_found, forbidden, unauthenticated, invalid (nothing to download, too many
// photos, a thumbnail).
class BeginDownload {
public:
    BeginDownload(Events& events, Photos& photos, BlobStore& blobs, Downloads& downloads,
                  Randomness& randomness, Clock& clock)
        : events_(events),
          photos_(photos),
          blobs_(blobs),
          downloads_(downloads),
          randomness_(randomness),
          clock_(clock) {}

    Result<BegunDownload> operator()(const Caller& caller, const EventId& event,
                                     const DownloadWish& wish) const;

private:
    Result<std::vector<PhotoId>> chosen(const Caller& caller, const Event& event, const DownloadWish& wish,
                                        TimePoint now) const;

    Events& events_;
    Photos& photos_;
    BlobStore& blobs_;
    Downloads& downloads_;
    Randomness& randomness_;
    Clock& clock_;
};

}  // namespace snapory
