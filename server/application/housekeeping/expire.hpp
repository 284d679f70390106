#pragma once

#include "application/ports/blob_store.hpp"
#include "application/ports/clock.hpp"
#include "application/ports/downloads.hpp"
#include "application/ports/events.hpp"
#include "application/ports/face_index.hpp"
#include "application/ports/idempotency_keys.hpp"
#include "application/ports/one_time_tokens.hpp"
#include "application/ports/photos.hpp"
#include "application/ports/selfies.hpp"
#include "application/ports/sessions.hpp"
#include "application/ports/uploads.hpp"

namespace snapory {

struct Expired {
    std::size_t uploads = 0;
    std::size_t selfies = 0;
    std::size_t face_searches = 0;  // events whose face codes were erased
    std::size_t photos = 0;         // erased after their grace period
    std::size_t events = 0;         // the same
};

struct ExpiringParts {
    Events& events;
    Photos& photos;
    Uploads& uploads;
    Selfies& selfies;
    FaceIndex& faces;
    Sessions& sessions;
    OneTimeTokens& one_time_tokens;
    Downloads& downloads;
    IdempotencyKeys& idempotency_keys;
    BlobStore& blobs;
    Clock& clock;
};

// Ends what has passed its time: forgotten uploads and their parts, selfies and face codes, downloads,
// sessions, mailed tokens, and the rows of photos and events whose grace period is over; SweepBlobs takes
// their bytes then. To be run every minute or so, by any number of processes; what fails is done the next
// time.
class Expire {
public:
    explicit Expire(ExpiringParts parts) : parts_(parts) {}

    Expired operator()() const;

private:
    std::size_t expire_uploads(TimePoint now) const;
    std::size_t expire_face_search(TimePoint now) const;
    std::size_t purge_photos(TimePoint now) const;
    std::size_t purge_events(TimePoint now) const;

    ExpiringParts parts_;
};

}  // namespace snapory
