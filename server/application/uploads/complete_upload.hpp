#pragma once

#include "application/uploads/intake.hpp"
#include "application/uploads/open_upload.hpp"

namespace snapory {

// Turns the parts into a photo once their size and hash are verified; after return it cannot be lost.
// Repeated, it gives the same photo. An upload that was announced while the event was open may still complete
// after the event closed. Errors: not_found, unauthenticated, forbidden, conflict (aborted or expired),
// incomplete_upload, hash_mismatch, unsupported_format, unreadable (its end is missing), quota_exceeded,
// storage_full.
class CompleteUpload {
public:
    CompleteUpload(Intake intake, Uploads& uploads) : intake_(intake), uploads_(uploads) {}

    Result<AddedPhoto> operator()(const Caller& caller, const EventId& event, const UploadId& id) const;

private:
    Result<AddedPhoto> completed_before(const Caller& caller, const Event& event, const Upload& upload,
                                        TimePoint now) const;
    Result<AddedPhoto> commit(const Caller& caller, const Event& event, const Upload& upload,
                              TimePoint now) const;
    Result<MediaType> checked_type(const BlobKey& key) const;

    Intake intake_;
    Uploads& uploads_;
};

}  // namespace snapory
