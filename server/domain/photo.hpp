#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "domain/caller.hpp"
#include "domain/capture.hpp"
#include "domain/id.hpp"
#include "domain/media_type.hpp"
#include "domain/place.hpp"
#include "domain/time.hpp"

namespace snapory {

enum class PhotoState : std::uint8_t { processing, ready, failed };
enum class Moderation : std::uint8_t { approved, pending, hidden };
enum class Variant : std::uint8_t { thumbnail, preview, original };

// What processing found out about a photo.
struct PhotoDetails {
    PixelSize size;  // of the original, upright
    Capture capture;
    BlobKey preview;             // JPEG
    BlobKey thumbnail;           // WebP
    std::string thumbhash;       // base64
    std::string dominant_color;  // "#rrggbb"
    std::uint64_t perceptual_hash = 0;
    double appeal = 0;        // how good it is as the one to be seen, 0 to 1; see domain/stack.hpp
    double sharpness = 0;     // variance of the Laplacian of the grey preview
    std::uint32_t crc32 = 0;  // of the original's bytes; a ZIP of known length needs it ahead
    std::uint64_t preview_bytes = 0;
    std::uint32_t preview_crc32 = 0;
    std::optional<Place> place;  // by capture.place; nothing where that is missing or far from any town
    CameraId camera;             // which of the event's cameras took it; empty where the file names none
    std::optional<TimePoint> clock_at;  // what that camera's clock told, uncorrected, in UTC
    std::optional<TimePoint> card_at;   // the true time, where the picture shows the event's clock card

    bool operator==(const PhotoDetails&) const = default;
};

// A photograph given to an event. Its bytes rest in a BlobStore; this is what we know of them.
struct Photo {
    PhotoId id;
    OrganisationId organisation;
    EventId event;
    Uploader uploader;
    std::string file_name;  // the client's, cleaned; never part of a path
    MediaType type = MediaType::jpeg;
    std::uint64_t bytes = 0;  // size of the original, at least 1
    Sha256 digest;            // of the original bytes; unique among an event's photos that are not deleted
    PhotoState state = PhotoState::processing;
    std::string failure;  // why processing gave up, for the host; empty otherwise
    Moderation moderation = Moderation::approved;
    TimePoint taken_at;  // what the gallery sorts by; see domain/taken_time.hpp
    TakenSource taken_source = TakenSource::arrival;
    std::optional<PhotoDetails> details;  // once ready
    TimePoint created_at;                 // when it was safe
    std::optional<TimePoint> ready_at;
    StackId stack;  // the photos of one moment that it lies with; empty: it stands alone
    std::optional<TimePoint> deleted_at;  // waits out its grace period

    // When it is erased for good; nothing while it is not deleted.
    std::optional<TimePoint> erase_at() const;

    BlobKey original() const;
    // Where renditions of these bytes rest; the digest in the name lets readers cache it for ever.
    BlobKey rendition(Variant variant, const Sha256& digest_of_bytes) const;
    // The blob of a variant; nothing while it is not made.
    std::optional<BlobKey> blob(Variant variant) const;
    // The variant that a blob is; nothing when it is none of this photo's now.
    std::optional<Variant> variant_of(const BlobKey& key) const;

    bool operator==(const Photo&) const = default;
};

// How long a deleted photo or event can be brought back.
inline constexpr std::chrono::days deletion_grace{7};

struct PhotoOfEvent {
    EventId event;
    PhotoId photo;

    bool operator==(const PhotoOfEvent&) const = default;
};
// The photo that a blob belongs to, read from its key; nothing when the key is not one of ours.
std::optional<PhotoOfEvent> photo_of(const BlobKey& key);

}  // namespace snapory
