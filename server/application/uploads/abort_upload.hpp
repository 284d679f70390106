#pragma once

#include "application/ports/blob_store.hpp"
#include "application/uploads/open_upload.hpp"

namespace snapory {

// Gives up the caller's own upload and removes what has arrived; again is harmless. Errors: not_found,
// unauthenticated, conflict when it is complete.
class AbortUpload {
public:
    AbortUpload(Uploads& uploads, BlobStore& blobs) : uploads_(uploads), blobs_(blobs) {}

    Result<void> operator()(const Caller& caller, const EventId& event, const UploadId& id) const;

private:
    Uploads& uploads_;
    BlobStore& blobs_;
};

}  // namespace snapory
