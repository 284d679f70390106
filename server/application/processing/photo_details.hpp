#pragma once

#include "application/ports/blob_store.hpp"
#include "application/ports/image_reader.hpp"
#include "application/ports/signatures.hpp"
#include "application/ports/time_zones.hpp"
#include "domain/event.hpp"
#include "domain/photo.hpp"

namespace snapory {

// The photo with what was read of its original, its renditions safe in the store. The serial number is left
// out.
Photo with_details(Photo photo, const ImageReading& reading, Blob& original, BlobStore& blobs);

// What tells a photo's place in time.
struct TimeParts {
    const Event& event;
    TimeZones& zones;
    Signatures& signatures;
};

// The photo with its details, placed in time by domain/taken_time.hpp, and its camera with that camera's
// clock, uncorrected. Where the file tells no time that can be, taken_at stays what it is.
Photo with_time(Photo photo, const ImageReading& reading, const TimeParts& parts, TimePoint now);

}  // namespace snapory
