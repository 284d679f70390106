#include "application/processing/photo_details.hpp"

#include "application/cameras/camera_identity.hpp"
#include "application/cameras/clock_card.hpp"
#include "application/gallery/crc32.hpp"
#include "domain/taken_time.hpp"

namespace snapory {
namespace {

BlobKey stored(const Photo& photo, Variant variant, const Rendition& rendition, BlobStore& blobs) {
    auto file = blobs.stage();
    file->write(std::as_bytes(std::span(rendition.bytes)));
    auto key = photo.rendition(variant, file->digest());
    blobs.put(key, *file);
    return key;
}

// By the zone of the event where the camera names none.
TimePoint in_utc(const TakenTime& taken, const TimeParts& parts) {
    const bool knows_zone = taken.utc_offset || taken.source == TakenSource::gps;
    return knows_zone ? taken.at : parts.zones.to_utc(taken.at, parts.event.time_zone);
}

}  // namespace

Photo with_details(Photo photo, const ImageReading& reading, Blob& original, BlobStore& blobs) {
    PhotoDetails details;
    details.size = reading.size;
    details.capture = reading.capture;
    details.capture.camera.serial.clear();
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

Photo with_time(Photo photo, const ImageReading& reading, const TimeParts& parts, TimePoint now) {
    auto& details = *photo.details;
    details.camera = camera_id(reading.capture.camera, parts.event.id, parts.signatures);
    details.card_at = read_clock_card(reading.clock_card, parts.event.id, parts.signatures);
    const auto& taken = reading.capture.taken;
    if (!taken) return photo;
    const auto at = in_utc(*taken, parts);
    if (taken->source == TakenSource::exif) details.clock_at = at;
    if (!is_plausible(at, now)) return photo;
    photo.taken_at = at;
    photo.taken_source = taken->source;
    return photo;
}

}  // namespace snapory
