#include "domain/photo.hpp"

#include "domain/uuid.hpp"

namespace snapory {
namespace {

std::string folder(const Photo& photo) {
    return "events/" + photo.event.text() + "/" + photo.id.text() + "/";
}

}  // namespace

std::optional<TimePoint> Photo::erase_at() const {
    if (!deleted_at) return std::nullopt;
    return *deleted_at + deletion_grace;
}

BlobKey Photo::original() const { return BlobKey(folder(*this) + "original"); }

BlobKey Photo::rendition(Variant variant, const Sha256& digest_of_bytes) const {
    auto hash = digest_of_bytes.text().substr(0, 16);
    return BlobKey(folder(*this) +
                   (variant == Variant::preview ? "preview-" + hash + ".jpg" : "thumb-" + hash + ".webp"));
}

std::optional<BlobKey> Photo::blob(Variant variant) const {
    if (variant == Variant::original) return original();
    if (!details) return std::nullopt;
    return variant == Variant::preview ? details->preview : details->thumbnail;
}

std::optional<Variant> Photo::variant_of(const BlobKey& key) const {
    for (auto variant : {Variant::thumbnail, Variant::preview, Variant::original})
        if (blob(variant) == key) return variant;
    return std::nullopt;
}

std::optional<PhotoOfEvent> photo_of(const BlobKey& key) {
    constexpr std::size_t event_at = 7, photo_at = 44, name_at = 81;  // "events/<36>/<36>/"
    const auto& text = key.text();
    bool ours = text.size() > name_at && text.starts_with("events/") && text[photo_at - 1] == '/' &&
                text[name_at - 1] == '/';
    auto event = ours ? parse_id<EventId>(text.substr(event_at, 36)) : std::nullopt;
    auto photo = ours ? parse_id<PhotoId>(text.substr(photo_at, 36)) : std::nullopt;
    if (!event || !photo) return std::nullopt;
    return PhotoOfEvent{*event, *photo};
}

}  // namespace snapory
