#include "application/uploads/open_upload.hpp"

namespace snapory {

UploadProgress progress_of(const Upload& upload, BlobStore& blobs, TimePoint now) {
    UploadProgress progress{upload, {}, {}};
    if (!upload.is_open(now)) return progress;
    progress.received = blobs.received(upload);
    for (auto number : upload.missing(progress.received))
        progress.missing.push_back(
            {number, upload.bytes_of_part(number), blobs.part_url(upload, number, now)});
    return progress;
}

Result<Upload> own_upload(const Caller& caller, const EventId& event, const UploadId& id, Uploads& uploads) {
    if (std::holds_alternative<Anonymous>(caller))
        return fail(Errc::unauthenticated, "Sign in, or join the event by its link.");
    auto upload = uploads.find(event, id);
    auto me = uploader_of(caller);
    if (!upload || upload->uploader.kind != me.kind || upload->uploader.id != me.id)
        return fail(Errc::not_found, "You have no upload with this id.");
    return *upload;
}

Error given_up(Errc code) {
    return {code, "This upload was given up or has expired; announce the file again.", ""};
}

}  // namespace snapory
