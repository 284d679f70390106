#include "application/processing/photo_details.hpp"

#include "application/gallery/crc32.hpp"

namespace snapory {
namespace {

BlobKey stored(const Photo& photo, Variant variant, const Rendition& rendition, BlobStore& blobs) {
    auto file = blobs.stage();
    file->write(std::as_bytes(std::span(rendition.bytes)));
    auto key = photo.rendition(variant, file->digest());
    blobs.put(key, *file);
    return key;
}

// A camera whose clock was never set tells its factory's date.
bool plausible(TimePoint taken, TimePoint now) {
    constexpr auto first_digital_photos = std::chrono::sys_days(std::chrono::year(1990) / 1 / 1);
    return taken >= first_digital_photos && taken <= now + std::chrono::days(1);
}

}  // namespace

Photo with_details(Photo photo, const ImageReading& reading, Blob& original, BlobStore& blobs) {
    PhotoDetails details;
    details.size = reading.size;
    details.capture = reading.capture;
    details.preview = stored(photo, Variant::preview, reading.preview, blobs);
    details.thumbnail = stored(photo, Variant::thumbnail, reading.thumbnail, blobs);
    details.thumbhash = reading.thumbhash;
    details.dominant_color = reading.dominant_color;
    details.perceptual_hash = reading.perceptual_hash;
    details.sharpness = reading.sharpness;
    details.crc32 = crc32(original);
    details.preview_bytes = reading.preview.bytes.size();
    details.preview_crc32 = crc32(std::as_bytes(std::span(reading.preview.bytes)));
    photo.type = reading.type;
    photo.details = std::move(details);
    return photo;
}

std::optional<TimePoint> camera_time(const Capture& capture, const Event& event, TimeZones& zones,
                                     TimePoint now) {
    if (!capture.taken) return std::nullopt;
    const auto& taken = *capture.taken;
    bool knows_zone = taken.utc_offset || taken.source == TakenSource::gps;
    auto at = knows_zone ? taken.at : zones.to_utc(taken.at, event.time_zone);
    return plausible(at, now) ? std::optional(at) : std::nullopt;
}

}  // namespace snapory
