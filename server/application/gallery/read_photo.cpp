#include "application/gallery/read_photo.hpp"

#include "application/gallery/visible_photo.hpp"

namespace snapory {

Result<ShownPhoto> ReadPhoto::operator()(const Caller& caller, const EventId& event,
                                         const PhotoId& id) const {
    auto now = clock_.now();
    auto found = visible_photo(caller, events_, event, photos_, id, now);
    if (!found) return fail(found.error());
    return show(found->photo, caller, found->event, blobs_, now);
}

}  // namespace snapory
