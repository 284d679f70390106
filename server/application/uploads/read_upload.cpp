#include "application/uploads/read_upload.hpp"

namespace snapory {

Result<UploadProgress> ReadUpload::operator()(const Caller& caller, const EventId& event,
                                              const UploadId& id) const {
    auto upload = own_upload(caller, event, id, uploads_);
    if (!upload) return fail(upload.error());
    auto now = clock_.now();
    if (upload->state != UploadState::completed && !upload->is_open(now))
        return fail(given_up(Errc::not_found));
    return progress_of(*upload, blobs_, now);
}

}  // namespace snapory
