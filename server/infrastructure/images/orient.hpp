#pragma once

#include <cstdint>

#include "infrastructure/images/pixmap.hpp"

namespace snapory {

// EXIF orientations 5 to 8 lie on their side: width and height change places when they are turned upright.
PixelSize upright(PixelSize stored, std::uint8_t orientation);

// The image as people see it. Orientations other than 2 to 8 leave it as it is.
Pixmap upright(Pixmap stored, std::uint8_t orientation);

}  // namespace snapory
