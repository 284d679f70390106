#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "domain/time.hpp"

namespace snapory {

// Width and height in pixels, of the image as people see it: already turned upright.
struct PixelSize {
    std::uint32_t width = 0;
    std::uint32_t height = 0;

    bool operator==(const PixelSize&) const = default;
};

// Whose clock told when a photo was taken.
enum class TakenSource : std::uint8_t {
    exif,     // the camera's
    gps,      // the satellites', which is exact
    file,     // the uploader's, by the file's date; never found in a file itself
    arrival,  // ours, for want of a better one; the same
};

// When a photo was taken. Most cameras know the hour on the wall but not the zone: then `utc_offset` is
// missing and `at` holds the wall clock as if it were UTC, until somebody who knows the zone of the event
// corrects it.
struct TakenTime {
    TimePoint at;
    std::optional<std::chrono::minutes> utc_offset;  // east of Greenwich is positive
    TakenSource source = TakenSource::exif;

    bool operator==(const TakenTime&) const = default;
};

// What took the photo. Clean UTF-8 without control characters, at most 128 bytes each; empty if not known.
struct Camera {
    std::string make;
    std::string model;
    std::string lens;
    std::string serial{};  // of the body; tells two of a model apart, and is kept only as a hash

    bool operator==(const Camera&) const = default;
};

// How the photo was exposed. Whatever is present is finite and above zero.
struct Exposure {
    std::optional<double> seconds;
    std::optional<double> f_number;
    std::optional<double> iso;
    std::optional<double> focal_length_mm;
    std::optional<double> focal_length_35mm;  // what the same view needs on 35 mm film
    std::optional<bool> flash;                // fired

    bool operator==(const Exposure&) const = default;
};

// Where the photo was taken, WGS 84. Shown to hosts only, unless the event says otherwise.
struct Coordinates {
    double latitude = 0;             // degrees, -90 to 90, north is positive
    double longitude = 0;            // degrees, -180 to 180, east is positive
    std::optional<double> altitude;  // metres above the sea

    bool operator==(const Coordinates&) const = default;
};

// What the file says about the taking of the photo. Every part may be missing; no part is to be trusted.
struct Capture {
    std::optional<TakenTime> taken;
    Camera camera;
    Exposure exposure;
    std::optional<Coordinates> place;
    std::uint8_t orientation = 1;  // as stored, EXIF 1 to 8; renditions and sizes are already upright

    bool operator==(const Capture&) const = default;
};

}  // namespace snapory
