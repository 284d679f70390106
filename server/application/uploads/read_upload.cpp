#include "application/uploads/read_upload.hpp"

namespace snapory {

Result<UploadProgress> ReadUpload::operator()(const Caller& caller, const EventId& event,
                                              const UploadId& id) const {
    auto upload = own_upload(caller, event, id, uploads_);
    if (!upload) return fail(upload.error());
    return progress_of(*upload, blobs_, clock_.now());
}

}  // namespace snapory
