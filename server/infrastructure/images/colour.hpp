#pragma once

#include <memory>
#include <span>

#include "infrastructure/images/pixmap.hpp"

namespace snapory {

// Converts to sRGB what has another profile. A profile that is broken, or of another kind of colour than RGB
// and grey, is taken for sRGB: a picture in slightly wrong colours is better than none.
void to_srgb(Pixmap& image, Bytes icc);

// Four inks to sRGB, by the profile or, without a usable one, by the plain formula.
class CmykToSrgb {
public:
    // Adobe's programs write `inverted` inks: 255 is none.
    CmykToSrgb(Bytes icc, bool inverted);

    // In place: four bytes of ink become red, green, blue, unused.
    void convert(std::span<std::uint8_t> pixels) const;

private:
    std::shared_ptr<void> transform_;  // lcms2's; null: the formula
    bool inverted_;
};

}  // namespace snapory
