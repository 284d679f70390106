#pragma once

#include <cstdint>
#include <string>

#include "infrastructure/images/pixmap.hpp"

namespace snapory {

// What a page shows while the picture loads: base64 of its ThumbHash, https://evanw.github.io/thumbhash/.
std::string thumbhash(const Pixmap& image);

// The colour that most of the picture has, "#rrggbb": the mean of the fullest cell of a 16x16x16 histogram.
std::string dominant_color(const Pixmap& image);

// The signs of the 64 lowest frequencies of the grey picture at 32x32, against their median. Pictures that
// look alike differ in few bits, whatever their size or compression.
std::uint64_t perceptual_hash(const Pixmap& image);

// Variance of the Laplacian of the grey picture, which is at most preview_side wide: how much fine detail
// there is.
double sharpness(const Pixmap& image);

}  // namespace snapory
