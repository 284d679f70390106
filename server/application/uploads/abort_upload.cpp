#include "application/uploads/abort_upload.hpp"

namespace snapory {

Result<void> AbortUpload::operator()(const Caller& caller, const EventId& event, const UploadId& id) const {
    auto upload = own_upload(caller, event, id, uploads_);
    if (!upload) return fail(upload.error());
    if (upload->state == UploadState::completed)
        return fail(Errc::conflict, "This upload is complete; delete the photo instead.");
    uploads_.abort(event, id);
    blobs_.discard(id);
    return {};
}

}  // namespace snapory
