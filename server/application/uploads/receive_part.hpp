#pragma once

#include <memory>

#include "application/ports/blob_store.hpp"
#include "application/ports/clock.hpp"
#include "application/ports/uploads.hpp"

namespace snapory {

// Opens a part for whoever shows its signed link, before a byte of it is read. Errors: not_found (no such
// upload or number), conflict (the upload has ended), incomplete_upload (another size than the part's),
// storage_full.
class ReceivePart {
public:
    ReceivePart(Uploads& uploads, BlobStore& blobs, Clock& clock, double storage_full_share)
        : uploads_(uploads), blobs_(blobs), clock_(clock), storage_full_share_(storage_full_share) {}

    Result<std::unique_ptr<StagedPart>> operator()(const UploadId& upload, std::uint32_t number,
                                                   std::uint64_t bytes) const;

private:
    Uploads& uploads_;
    BlobStore& blobs_;
    Clock& clock_;
    double storage_full_share_;
};

}  // namespace snapory
