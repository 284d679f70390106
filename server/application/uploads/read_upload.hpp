#pragma once

#include "application/ports/clock.hpp"
#include "application/uploads/open_upload.hpp"

namespace snapory {

// How far the caller's own upload is, with fresh URLs for what is missing. Errors: not_found,
// unauthenticated.
class ReadUpload {
public:
    ReadUpload(Uploads& uploads, BlobStore& blobs, Clock& clock)
        : uploads_(uploads), blobs_(blobs), clock_(clock) {}

    Result<UploadProgress> operator()(const Caller& caller, const EventId& event, const UploadId& id) const;

private:
    Uploads& uploads_;
    BlobStore& blobs_;
    Clock& clock_;
};

}  // namespace snapory
