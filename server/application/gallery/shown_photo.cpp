#include "application/gallery/shown_photo.hpp"

namespace snapory {
namespace {

Serving serving_of(const Photo& photo, Variant variant, LinkHolder holder) {
    switch (variant) {
        case Variant::thumbnail: return {std::string(content_type(MediaType::webp)), "", holder};
        case Variant::preview: return {std::string(content_type(MediaType::jpeg)), "", holder};
        case Variant::original: break;
    }
    return {std::string(content_type(photo.type)), photo.file_name, holder};
}

// Who somebody is taken to be is for hosts.
std::vector<Face> faces_seen_by(const Caller& caller, std::vector<Face> faces, const Event& event,
                                TimePoint now) {
    if (refusal(caller, Action::manage_event, event, now))
        for (auto& face : faces) face.person.reset();
    return faces;
}

}  // namespace

ShownPhoto show(const PhotoWithFaces& photo, const Caller& caller, const Event& event, BlobStore& blobs,
                TimePoint now) {
    bool visible = may_see(caller, photo.photo, event, now);
    auto url = [&](Variant variant) -> std::optional<std::string> {
        if (!visible || refusal(caller, variant, photo.photo, event, now)) return std::nullopt;
        return media_url(photo.photo, variant, caller, event, blobs, now);
    };
    return {as_seen(photo.photo, caller, event, now),
            visible ? faces_seen_by(caller, photo.faces, event, now) : std::vector<Face>(),
            visible ? photo.tags : std::vector<Tag>(),
            {url(Variant::thumbnail), url(Variant::preview), url(Variant::original)},
            is_own(caller, photo.photo),
            photo.stack_photos};
}

std::optional<std::string> media_url(const Photo& photo, Variant variant, const Caller& caller,
                                     const Event& event, BlobStore& blobs, TimePoint now) {
    auto key = photo.blob(variant);
    if (!key) return std::nullopt;
    auto holder = link_holder(caller, variant, photo, event, now);
    return blobs.url(*key, serving_of(photo, variant, holder), now);
}

}  // namespace snapory
