#pragma once

#include <cstdint>
#include <vector>

#include "infrastructure/images/pixmap.hpp"

namespace snapory {

// Quality 80, chroma halved; no metadata. Throws std::bad_alloc.
std::vector<std::uint8_t> encode_jpeg(const Pixmap& image);

// Quality 80 at effort 2, beyond which bytes shrink little while time doubles; no metadata. Throws
// std::bad_alloc.
std::vector<std::uint8_t> encode_webp(const Pixmap& image);

}  // namespace snapory
