#include "application/uploads/read_upload.hpp"

namespace snapory {

Result<UploadProgress> ReadUpload::operator()(const Caller& caller, const EventId& event,
                                              const UploadId& id) const {
    auto upload = own_upload(caller, event, id, uploads_);
    if (!upload) return fail(upload.error());
    auto now = clock_.now();
    bool expired = upload->state == UploadState::open && upload->expires_at <= now;
    if (expired || upload->state == UploadState::aborted)
        return fail(Errc::not_found, "This upload was given up or has expired; announce the file again.");
    return progress_of(*upload, blobs_, now);
}

}  // namespace snapory
