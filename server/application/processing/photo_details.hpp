#pragma once

#include "application/ports/blob_store.hpp"
#include "application/ports/image_reader.hpp"
#include "application/ports/time_zones.hpp"
#include "domain/event.hpp"
#include "domain/photo.hpp"

namespace snapory {

// The photo with what was read of its original, its renditions safe in the store.
Photo with_details(Photo photo, const ImageReading& reading, Blob& original, BlobStore& blobs);

// When the photo was taken, by its camera: in UTC, by the event's zone where the camera names none. Nothing
// when the camera does not tell, or tells what cannot be.
std::optional<TimePoint> camera_time(const Capture& capture, const Event& event, TimeZones& zones,
                                     TimePoint now);

}  // namespace snapory
