#pragma once

#include <memory>

#include "application/blob_link.hpp"
#include "application/ports/clock.hpp"
#include "application/ports/events.hpp"
#include "application/ports/photos.hpp"

namespace snapory {

// The file behind a link of a photo whose signature holds; null when it is gone, or when who the link was
// made for may not have it any more.
class OpenMedia {
public:
    OpenMedia(Events& events, Photos& photos, BlobStore& blobs, Clock& clock)
        : events_(events), photos_(photos), blobs_(blobs), clock_(clock) {}

    std::unique_ptr<Blob> operator()(const BlobLink& link) const;

private:
    bool is_alive(const BlobLink& link) const;

    Events& events_;
    Photos& photos_;
    BlobStore& blobs_;
    Clock& clock_;
};

}  // namespace snapory
