#include "application/gallery/sign_media.hpp"

#include "application/gallery/visible_photo.hpp"

namespace snapory {

Result<std::string> SignMedia::operator()(const Caller& caller, const EventId& event, const PhotoId& id,
                                          Variant variant) const {
    auto now = clock_.now();
    auto found = visible_photo(caller, events_, event, photos_, id, now);
    if (!found) return fail(found.error());
    const auto& photo = found->photo.photo;
    if (auto error = refusal(caller, variant, photo, found->event, now)) return fail(*error);
    auto url = media_url(photo, variant, caller, found->event, blobs_, now);
    if (!url) return fail(Errc::not_ready, "This photo is still being processed.");
    return *url;
}

}  // namespace snapory
