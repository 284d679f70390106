#include "application/gallery/open_media.hpp"

#include "domain/permission.hpp"

namespace snapory {

std::unique_ptr<Blob> OpenMedia::operator()(const BlobLink& link) const {
    return is_alive(link) ? blobs_.open(link.key) : nullptr;
}

bool OpenMedia::is_alive(const BlobLink& link) const {
    auto owner = photo_of(link.key);
    auto photo = owner ? photos_.find(owner->event, owner->photo) : std::nullopt;
    auto variant = photo ? photo->variant_of(link.key) : std::nullopt;
    auto event = variant ? events_.find(photo->event) : std::nullopt;
    return event && may_open(link.serving.holder, *variant, *photo, *event, clock_.now());
}

}  // namespace snapory
