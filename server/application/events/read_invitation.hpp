#pragma once

#include <optional>
#include <vector>

#include "application/gallery/shown_photo.hpp"
#include "application/ports/clock.hpp"
#include "application/ports/events.hpp"
#include "application/ports/photos.hpp"

namespace snapory {

// The public face of an event: what whoever holds its code may know before joining.
struct Invitation {
    Event event;                     // to be shown as a guest sees it
    std::vector<ShownPhoto> photos;  // ready, newest first; none behind a PIN or while the gallery is off
    std::optional<std::uint64_t> photo_count;  // all that guests see; missing as above
    TimePoint face_codes_expire_at;            // of the privacy notice
};

// Errors: not_found, also for a draft.
class ReadInvitation {
public:
    ReadInvitation(Events& events, Photos& photos, BlobStore& blobs, Clock& clock)
        : events_(events), photos_(photos), blobs_(blobs), clock_(clock) {}

    // With at most `photos` photos, of which the first is the cover. `code` is as a person types it.
    Result<Invitation> operator()(std::string_view code, std::size_t photos = 1) const;

private:
    std::vector<ShownPhoto> newest(const Caller& visitor, const Event& event, std::size_t limit,
                                   TimePoint now) const;

    Events& events_;
    Photos& photos_;
    BlobStore& blobs_;
    Clock& clock_;
};

}  // namespace snapory
