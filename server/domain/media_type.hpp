#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace snapory {

// The formats that Snapory takes. Everything else is refused before any decoder sees a byte of it.
enum class MediaType : std::uint8_t {
    jpeg,
    png,
    webp,
    heic,
    heif,
    avif,
    gif,
    tiff,
    cr2,
    cr3,
    nef,
    arw,
    dng,
    raf
};

// Enough of a file's beginning for `sniff`.
inline constexpr std::size_t sniff_bytes = 4096;

// What the beginning of a file says that it is; a name or an announced type is never asked. Fewer than
// `sniff_bytes` are fine if the file is that short. None: not a format that Snapory takes.
std::optional<MediaType> sniff(std::span<const std::uint8_t> head);

std::string_view content_type(MediaType type);                          // "image/jpeg"
std::string_view extension(MediaType type);                             // "jpg", without the dot
std::optional<MediaType> media_type_of(std::string_view content_type);  // reads what content_type() wrote

// Camera raw is shown by the JPEG preview that the camera put into it.
bool is_camera_raw(MediaType type);

}  // namespace snapory
