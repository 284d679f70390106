#include "application/gallery/list_photos.hpp"

#include "application/admission.hpp"
#include "application/gallery/audience.hpp"

namespace snapory {

Result<Page<ShownPhoto, PhotoPosition>> ListPhotos::operator()(const Caller& caller, PhotoQuery query) const {
    auto now = clock_.now();
    auto event = admit(caller, Action::see_event, events_, query.event, now);
    if (!event) return fail(event.error());
    auto allowed = narrowed(std::move(query), caller, *event, now);
    if (!allowed) return fail(allowed.error());

    auto found = photos_.list(*allowed);
    Page<ShownPhoto, PhotoPosition> page{{}, found.next};
    for (const auto& photo : found.items) page.items.push_back(show(photo, caller, *event, blobs_, now));
    return page;
}

}  // namespace snapory
