#pragma once

#include <chrono>
#include <vector>

#include "application/ports/blob_store.hpp"
#include "application/ports/clock.hpp"
#include "application/ports/photos.hpp"
#include "application/ports/uploads.hpp"

namespace snapory {

// How long a blob may lie that no row names, since its row may still be on its way.
inline constexpr std::chrono::hours blob_grace{24};

// Removes blobs that no row has named for a day: of photos that are erased, of uploads that were never
// completed, renditions that were replaced. Walks the whole store, so run it rarely.
class SweepBlobs {
public:
    SweepBlobs(Photos& photos, Uploads& uploads, BlobStore& blobs, Clock& clock)
        : photos_(photos), uploads_(uploads), blobs_(blobs), clock_(clock) {}

    std::size_t operator()() const;  // how many were removed

private:
    std::vector<BlobKey> unnamed(const std::vector<BlobKey>& keys) const;

    Photos& photos_;
    Uploads& uploads_;
    BlobStore& blobs_;
    Clock& clock_;
};

}  // namespace snapory
