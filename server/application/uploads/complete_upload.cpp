#include "application/uploads/complete_upload.hpp"

#include "application/admission.hpp"
#include "domain/taken_time.hpp"

namespace snapory {
namespace {

Photo photo_of(const Upload& upload, const Event& event, TimePoint now) {
    Photo photo;
    photo.id = upload.photo;
    photo.organisation = upload.organisation;
    photo.event = upload.event;
    photo.uploader = upload.uploader;
    photo.file_name = upload.file_name;
    photo.bytes = upload.bytes;
    photo.digest = upload.digest;
    photo.moderation = first_moderation(event, upload.uploader);
    const auto received = received_time(upload.file_modified_at, now);
    photo.taken_at = received.at;
    photo.taken_source = received.source;
    photo.created_at = now;
    return photo;
}

}  // namespace

Result<AddedPhoto> CompleteUpload::operator()(const Caller& caller, const EventId& event,
                                              const UploadId& id) const try {
    auto now = intake_.clock.now();
    auto admitted = admit(caller, Action::add_photos, intake_.events, event, now);
    if (!admitted) return fail(admitted.error());
    auto upload = own_upload(caller, event, id, uploads_);
    if (!upload) return fail(upload.error());
    if (upload->state == UploadState::completed) return completed_before(caller, *admitted, *upload, now);
    if (!upload->is_open(now)) return fail(given_up(Errc::conflict));
    return commit(caller, *admitted, *upload, now);
} catch (const StorageFull&) {
    return fail(no_room());
}

Result<AddedPhoto> CompleteUpload::completed_before(const Caller& caller, const Event& event,
                                                    const Upload& upload, TimePoint now) const {
    auto photo = intake_.photos.find(event.id, upload.photo);
    if (!photo || photo->deleted_at)
        photo = intake_.photos.find(event.id, upload.digest);  // the event held these bytes already
    if (!photo) return fail(Errc::not_found, "The photo of this upload was deleted.");
    return AddedPhoto{intake_.shown(*photo, caller, event, now), false};
}

Result<AddedPhoto> CompleteUpload::commit(const Caller& caller, const Event& event, const Upload& upload,
                                          TimePoint now) const {
    if (auto quota = intake_.check_quota(event, upload.uploader, 1, upload.bytes); !quota)
        return fail(quota.error());
    auto photo = photo_of(upload, event, now);
    auto key = photo.original();
    if (auto sealed = intake_.blobs.seal(upload, key); !sealed) return fail(sealed.error());

    auto type = checked_type(key);
    if (!type) {
        uploads_.abort(event.id, upload.id);
        intake_.blobs.remove(key);
        return fail(type.error());
    }
    photo.type = *type;
    // The bytes are safe: now the row may name them.
    auto added = intake_.add(photo, upload.id, caller, event, now);
    if (!added) uploads_.abort(event.id, upload.id);
    return added;
}

Result<MediaType> CompleteUpload::checked_type(const BlobKey& key) const {
    auto file = intake_.blobs.open(key);
    if (!file) return fail(given_up(Errc::conflict));  // by the same request, which was a moment earlier
    auto type = type_of(*file);
    if (!type) return type;
    if (auto whole = check_whole(*file, *type); !whole) return fail(whole.error());
    return type;
}

}  // namespace snapory
