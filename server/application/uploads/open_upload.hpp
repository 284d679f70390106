#pragma once

#include <string>
#include <vector>

#include "application/ports/blob_store.hpp"
#include "application/ports/uploads.hpp"
#include "domain/upload.hpp"

namespace snapory {

struct PartUrl {
    std::uint32_t number = 0;  // from 1
    std::uint64_t bytes = 0;
    std::string url;  // for one PUT
};

// An upload, and what is still to be sent; nothing of either list once it has ended.
struct UploadProgress {
    Upload upload;
    std::vector<std::uint32_t> received;  // ascending
    std::vector<PartUrl> missing;         // ascending
};

UploadProgress progress_of(const Upload& upload, BlobStore& blobs, TimePoint now);

// The caller's own upload of the event. Errors: not_found, unauthenticated.
Result<Upload> own_upload(const Caller& caller, const EventId& event, const UploadId& id, Uploads& uploads);

// What is said of an upload that was aborted or came too late.
Error given_up(Errc code);

}  // namespace snapory
