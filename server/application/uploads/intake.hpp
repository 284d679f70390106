#pragma once

#include <optional>

#include "application/gallery/shown_photo.hpp"
#include "application/ports/bell.hpp"
#include "application/ports/blob_store.hpp"
#include "application/ports/clock.hpp"
#include "application/ports/events.hpp"
#include "application/ports/photos.hpp"
#include "application/ports/work_queue.hpp"
#include "domain/caller.hpp"
#include "domain/limits.hpp"

namespace snapory {

// A photo that was added, or that the event held already.
struct AddedPhoto {
    ShownPhoto photo;
    bool is_new = true;
};

// What every way of adding photos checks and does alike. The parts are the caller's and must outlive it.
struct Intake {
    Events& events;
    Photos& photos;
    BlobStore& blobs;
    WorkQueue& queue;
    Bell& bell;
    Clock& clock;
    Limits limits;

    // The event, if the caller may add photos to it now and there is room. Errors: not_found,
    // unauthenticated, forbidden, event_closed, storage_full.
    Result<Event> admit_photos(const Caller& caller, const EventId& event, TimePoint now) const;
    // Errors: unreadable (empty), too_large.
    Result<void> check_size(std::uint64_t bytes) const;
    // Whether the uploader may add so many more photos of so many bytes together. Error: quota_exceeded.
    Result<void> check_quota(const Event& event, const Uploader& uploader, std::uint64_t more,
                             std::uint64_t bytes) const;
    // Records a photo whose bytes are safe already, and queues it. Error: quota_exceeded, when others came
    // first; the bytes are gone then.
    Result<AddedPhoto> add(const Photo& photo, const std::optional<UploadId>& upload, const Caller& caller,
                           const Event& event, TimePoint now) const;
    ShownPhoto shown(const Photo& photo, const Caller& caller, const Event& event, TimePoint now) const;
};

// What the content is. Error: unsupported_format.
Result<MediaType> type_of(RandomAccess& file);
// Error: unreadable when the end is missing.
Result<void> check_whole(RandomAccess& file, MediaType type);

// What is said when the store has no room.
Error no_room();

}  // namespace snapory
