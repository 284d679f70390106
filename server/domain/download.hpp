#pragma once

#include <optional>
#include <vector>

#include "domain/id.hpp"
#include "domain/photo.hpp"
#include "domain/time.hpp"

namespace snapory {

// A ZIP that was asked for: which photos, in what size. It is made anew, byte for byte the same, at each
// request, so that a broken download can go on.
struct Download {
    DownloadId id;
    OrganisationId organisation;
    EventId event;
    Variant variant = Variant::original;
    std::vector<PhotoId> photos;   // in the order of the ZIP
    std::optional<GuestId> guest;  // who asked, if a guest: the ZIP never holds what they may no longer see
    TimePoint created_at;
    TimePoint expires_at;

    bool operator==(const Download&) const = default;
};

inline constexpr std::chrono::hours download_lifetime{24};
inline constexpr std::size_t max_photos_per_download = 10'000;

}  // namespace snapory
