#pragma once

#include "application/gallery/shown_photo.hpp"
#include "application/ports/clock.hpp"
#include "application/ports/events.hpp"
#include "application/ports/text_reader.hpp"

namespace snapory {

// The gallery. Guests see the approved photos and their own, or only their own while the gallery is off;
// `deleted` is for hosts. `visible_to` of the query is overwritten. Where all that have the words of a text
// leave room on the first page, photos follow that look like what it says, the most alike first. Errors:
// not_found, forbidden, unauthenticated.
class ListPhotos {
public:
    ListPhotos(Events& events, Photos& photos, TextReader& texts, BlobStore& blobs, Clock& clock)
        : events_(events), photos_(photos), texts_(texts), blobs_(blobs), clock_(clock) {}

    Result<Page<ShownPhoto, PhotoPosition>> operator()(const Caller& caller, const PhotoQuery& query) const;

private:
    void fill(std::vector<PhotoWithFaces>& page, PhotoQuery query) const;

    Events& events_;
    Photos& photos_;
    TextReader& texts_;
    BlobStore& blobs_;
    Clock& clock_;
};

}  // namespace snapory
