#include "application/housekeeping/expire.hpp"

namespace snapory {
namespace {

constexpr std::size_t at_a_time = 500;
// An upload that has ended is remembered for a while, so that completing it again finds its photo and the
// sweeper never takes a blob from under a completion.
constexpr std::chrono::days upload_memory{2};

}  // namespace

Expired Expire::operator()() const {
    auto now = parts_.clock.now();
    Expired expired;
    expired.uploads = expire_uploads(now);
    expired.selfies = parts_.selfies.purge(now);
    expired.face_searches = expire_face_search(now);
    expired.photos = purge_photos(now);
    expired.events = purge_events(now);
    parts_.downloads.purge(now);
    parts_.sessions.purge(now);
    parts_.one_time_tokens.purge(now);
    parts_.idempotency_keys.purge(now);
    return expired;
}

std::size_t Expire::expire_uploads(TimePoint now) const {
    auto uploads = parts_.uploads.expired(now, at_a_time);
    for (const auto& upload : uploads) {
        parts_.blobs.discard(upload.id);  // first, so that a fault here is made good the next time
        parts_.uploads.abort(upload.event, upload.id);
    }
    parts_.uploads.purge(now - upload_memory);
    return uploads.size();
}

std::size_t Expire::expire_face_search(TimePoint now) const {
    auto events = parts_.events.with_expired_faces(now, at_a_time);
    for (auto& event : events) {
        event.settings.face_search = false;
        parts_.events.change(event, FaceData::erase, now);
        parts_.faces.forget(event.id);
    }
    return events.size();
}

std::size_t Expire::purge_photos(TimePoint now) const {
    auto photos = parts_.photos.purgeable(now - deletion_grace, at_a_time);
    for (const auto& photo : photos) parts_.photos.purge(photo.id);
    return photos.size();
}

std::size_t Expire::purge_events(TimePoint now) const {
    auto events = parts_.events.purgeable(now - deletion_grace, at_a_time);
    for (const auto& event : events) {
        parts_.events.purge(event.id);
        parts_.faces.forget(event.id);
    }
    return events.size();
}

}  // namespace snapory
