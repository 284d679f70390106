#pragma once

#include <cstdint>
#include <vector>

#include "domain/capture.hpp"
#include "infrastructure/images/pixmap.hpp"

namespace snapory {

// What EXIF and XMP say about the taking of the photo. Parts that are missing, broken or out of all reason
// are left out; a file whose metadata cannot be read at all gives an empty Capture.
Capture read_capture(Bytes file);

// The largest picture that the camera has put into its raw file, as it stands there; empty if there is none.
std::vector<std::uint8_t> raw_preview(Bytes file);

void load_metadata_library();

}  // namespace snapory
